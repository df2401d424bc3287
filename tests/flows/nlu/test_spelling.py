"""A misspelt word is corrected."""

from flows.nlu.spelling import SpellChecker


def test_a_word_is_mended_by_one_slip_to_the_commonest() -> None:
    mender = SpellChecker({"проверка": 9, "проверки": 1, "мама": 3})
    assert mender.mended("провека") == "проверка"
    assert mender.mended("поверки") == "проверки"
    assert mender.mended("мима") == "мима"  # too short: it could be another word
    assert mender.mended("абракадабра") == "абракадабра"
