"""The shipped book is clean: what `python -m bot check` finds in it is nothing."""

from bot.check import report


def test_the_shipped_book_is_clean() -> None:
    said: list[str] = []
    code = report(echo=said.append)
    assert code == 0, "\n".join(said)
    assert said[-1].startswith("Книга в порядке: ")
