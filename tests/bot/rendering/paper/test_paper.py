"""Printed pages, read back as a phone and as a person read them."""

from collections.abc import Iterator
from dataclasses import replace

import pypdfium2
import pytest

from bot.rendering.addresses import Addresses
from bot.rendering.paper.page import HEIGHT
from bot.rendering.paper.sheet import FOOT
from bot.rendering.paper.slips import HIGH, PAD, SIDE
from bot.rendering.printer import Printer
from storage.sqlite.people.new_codes import new_code
from tests.support.printed import _text, codes_on, words_on
from texts import School, Texts

TEXTS = Texts.load()
SCHOOL = TEXTS.schools["vylgort"]
VK, TELEGRAM = "https://vk.me/club213", "https://t.me/provodnik_bot"
BOTH = Addresses({"vk": lambda: VK, "telegram": lambda: TELEGRAM})
ONLY_VK = Addresses({"vk": lambda: VK})
MILLIMETRES = 25.4 / 72  #: millimetres in a point


def printer(addresses: Addresses = BOTH, school: School = SCHOOL) -> Printer:
    return Printer(TEXTS, addresses, school)


def heights(pdf: bytes, words: str) -> Iterator[tuple[float, float]]:
    """Yield the distances of these words from the top of the page in millimetres: upper edge, lower edge."""
    for page in pypdfium2.PdfDocument(pdf):
        text = _text(page)
        search = text.search(words)
        while found := search.get_next():
            boxes = [text.get_charbox(index) for index in range(found[0], found[0] + found[1])]
            tops, bottoms = [box[3] for box in boxes], [box[1] for box in boxes]
            yield HEIGHT - max(tops) * MILLIMETRES, HEIGHT - min(bottoms) * MILLIMETRES


def test_the_sheet_brings_the_code_along_in_both_messengers() -> None:
    sheet = printer().sheet("3Б", "k7x-49fq2m").content
    assert codes_on(sheet) == {f"{VK}?ref=k7x-49fq2m", f"{TELEGRAM}?start=k7x-49fq2m"}
    said = words_on(sheet)
    assert "Класс 3Б" in said
    assert SCHOOL.name in said
    assert "vk.me/club213?ref=k7x-49fq2m" in said
    assert said.index("ВКонтакте") < said.index("Telegram")


def test_a_school_without_telegram_has_none_on_its_sheet() -> None:
    sheet = printer(ONLY_VK).sheet("3Б", "k7x-49fq2m").content
    assert codes_on(sheet) == {f"{VK}?ref=k7x-49fq2m"}
    assert "Telegram" not in words_on(sheet)


def test_a_school_with_its_own_account_invites_there() -> None:
    own = Addresses({"vk": lambda: VK, "vk:vylgort": lambda: "https://vk.me/club7", "telegram": str})
    assert [way.link for way in printer(own).ways("abc-d2e3f4")] == ["https://vk.me/club7?ref=abc-d2e3f4"]
    assert printer(Addresses({"telegram": str})).ways("abc-d2e3f4") == ()


@pytest.mark.parametrize("name", sorted(TEXTS.schools))
def test_the_steps_on_paper_end_above_whom_to_ask(name: str) -> None:
    school = TEXTS.schools[name]
    long = replace(school, staff=replace(school.staff, title=school.staff.title * 2, hours=school.staff.hours * 2))
    for each in (school, long):
        sheet = printer(school=each).sheet("11Ё", "k7x-49fq2m").content
        assert len(pypdfium2.PdfDocument(sheet)) == 1
        ((_, sferum),) = heights(sheet, "Приглашения и порядок")
        assert sferum <= FOOT
        assert TEXTS.facts["hotline"].said in words_on(sheet)


def test_every_family_has_a_slip_with_its_own_code() -> None:
    codes = [(number, new_code()) for number in range(1, 29)]
    slips = printer().slips("3Б", codes).content
    assert len(pypdfium2.PdfDocument(slips)) == 3
    wanted = {f"{address}{code}" for _, code in codes for address in (f"{VK}?ref=", f"{TELEGRAM}?start=")}
    assert codes_on(slips) == wanted
    said = words_on(slips)
    assert all(f"№ {number} " in said and code in said for number, code in codes)
    assert "Страница 3 из 3" in said


def test_what_a_slip_says_stands_above_the_cut() -> None:
    slips = printer().slips("3Б", [(number, "k7x-49fq2m") for number in range(1, 11)]).content
    numbers = {round(top) for top, _ in heights(slips, "Класс 3Б")}
    lowest = [bottom for _, bottom in heights(slips, "который ему дадите Вы")]
    assert len(lowest) == 10
    assert len(numbers) == 5
    for top in numbers:
        assert min(bottom - top for bottom in lowest if bottom > top) < HIGH - PAD
    assert SIDE > 20  # large enough for a camera to read from a paper held in the hand


def test_any_code_is_read_back_from_its_square() -> None:
    codes = [new_code() for _ in range(60)]
    slips = printer(ONLY_VK).slips("3Б", list(enumerate(codes, 1))).content
    assert codes_on(slips) == {f"{VK}?ref={code}" for code in codes}


def test_a_code_as_long_as_they_come_is_read_off_the_sheet() -> None:
    code = "k7x-49fq2m_" * 3
    assert codes_on(printer().sheet("3Б", code).content) == {f"{VK}?ref={code}", f"{TELEGRAM}?start={code}"}


def test_the_same_is_printed_the_same() -> None:
    first, second = printer(), printer()
    assert first.sheet("3Б", "k7x-49fq2m") == second.sheet("3Б", "k7x-49fq2m")
    assert first.slips("3Б", [(7, "k7x-49fq2m")]) == second.slips("3Б", [(7, "k7x-49fq2m")])


def test_no_glyph_is_missing(caplog: pytest.LogCaptureFixture) -> None:
    for name in TEXTS.schools:
        printer(school=TEXTS.schools[name]).sheet("11Ё", "k7x-49fq2m")
        printer(school=TEXTS.schools[name]).slips("11Ё", [(28, "k7x-49fq2m")])
    assert not caplog.messages
