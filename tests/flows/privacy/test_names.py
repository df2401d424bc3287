"""Names: the fast test of a word rejects no patronymic."""

from hypothesis import given
from hypothesis import strategies as st

from flows.privacy.name_forms import KNOWN
from flows.privacy.name_parts import PATRONYMIC, may_be_patronymic


@given(st.from_regex(PATRONYMIC, fullmatch=True))
def test_the_quick_look_at_a_word_passes_every_patronymic(word: str) -> None:
    assert may_be_patronymic(word)


def test_the_parts_of_names_known_by_heart_are_letters_alone() -> None:
    assert all(part.isalpha() for part in KNOWN)
