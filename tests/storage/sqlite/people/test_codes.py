"""Codes are easy to type and hard to guess."""

from pathlib import Path

from storage.sqlite.people.new_codes import DIGITS, LETTERS, new_code
from storage.sqlite.store import opened
from tests.support.storage.town import NOW


def test_a_code_can_be_typed_and_not_be_guessed() -> None:
    codes = {new_code() for _ in range(2000)}
    assert len(codes) == 2000
    for code in codes:
        first, dash, second = code.partition("-")
        assert (len(first), dash, len(second)) == (3, "-", 6)
        assert set(first + second) <= set(LETTERS + DIGITS)
        assert set(code) & set(LETTERS)
        assert set(code) & set(DIGITS)
    assert len(LETTERS + DIGITS) ** 9 > 2**43
    assert not set("il1o0") & set(LETTERS + DIGITS)


async def test_the_store_uses_the_given_maker_of_codes(file: Path) -> None:
    store = await opened(f"sqlite:///{file}", codes=lambda: "k7x-49fq2m")
    async with store.work() as work:
        code = await work.setup.establish("vylgort", "3Б", NOW)
    await store.close()
    assert code == "k7x-49fq2m"
