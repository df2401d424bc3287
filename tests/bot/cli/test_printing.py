"""`python -m bot invite --sheet … --slips …`: invitations as files, without a chat."""

import asyncio
from pathlib import Path

import pytest

from bot.app.config import Settings
from bot.cli.printing import NO_TELEGRAM, Printing, printed
from storage.port.answers import Granted
from storage.port.turns import ChildRow
from storage.sqlite.store import opened
from tests.support.printed import codes_on, words_on
from tests.support.storage.town import MUM, NOW, Town


def settings(folder: Path, *, telegram: str = "", at: str = "") -> Settings:
    return Settings(
        vk_token="vk1.a.test", vk_group_id=213, database_url=f"sqlite:///{folder / 'x.db'}",
        telegram_token=telegram, telegram_api_url=at,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.printing.environment", dict)


def run(of: Settings, wanted: Printing) -> tuple[int, list[str]]:
    said: list[str] = []
    return asyncio.run(printed(of, wanted, said.append)), said


def test_the_sheet_and_the_slips_of_a_class_are_files(tmp_path: Path) -> None:
    sheet, slips = tmp_path / "s.pdf", tmp_path / "l.pdf"
    code, said = run(settings(tmp_path), Printing("vylgort", "3б", sheet, ("28", slips)))
    assert code == 0
    assert said[:2] == [f"Лист 3Б: {sheet}", f"Листки 3Б: {slips}"]
    assert len(codes_on(slips.read_bytes())) == 28
    (link,) = codes_on(sheet.read_bytes())
    assert link.startswith("https://vk.me/club213?ref=")
    assert "Telegram" not in words_on(sheet.read_bytes())


def test_printed_again_the_codes_are_the_same(tmp_path: Path) -> None:
    of, first, second = settings(tmp_path), tmp_path / "1.pdf", tmp_path / "2.pdf"
    run(of, Printing("vylgort", "3Б", None, ("3", first)))
    run(of, Printing("vylgort", "3Б", None, ("3", second)))
    assert first.read_bytes() == second.read_bytes()


def test_where_telegram_does_not_answer_paper_is_printed_without_it(tmp_path: Path) -> None:
    of = settings(tmp_path, telegram=f"123456789:{'A' * 35}", at="http://127.0.0.1:9")
    code, said = run(of, Printing("vylgort", "3Б", tmp_path / "s.pdf", None))
    assert (code, said[0]) == (0, NO_TELEGRAM)
    assert len(codes_on((tmp_path / "s.pdf").read_bytes())) == 1


def test_when_everybody_has_come_there_is_nothing_to_print(tmp_path: Path) -> None:
    of, file = settings(tmp_path), tmp_path / "l.pdf"

    async def comes() -> None:
        store = await opened(of.database_url)
        async with store.work() as work:
            await work.setup.establish("vylgort", "3Б", NOW)
            ((_, slip),) = await work.setup.slips("vylgort", "3Б", 1, NOW)
        town = Town(store)
        taken, person = await town.redeem(slip, MUM), await town.person(MUM)
        assert isinstance(taken, Granted)
        await town.keep(children=[ChildRow("c", person, taken.slots["klass"], taken.slots["of_family"])])
        await store.close()

    asyncio.run(comes())
    assert run(of, Printing("vylgort", "3Б", None, ("1", file)))[1] == [
        "По всем номерам уже вошли: листков печатать не для кого."
    ]
    assert not file.exists()


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        (Printing("nobody", "3Б", Path("s.pdf"), None), "Профиля «nobody» нет"),
        (Printing("vylgort", "", Path("s.pdf"), None), "Укажите класс"),
        (Printing("vylgort", "3Б", None, ("много", Path("l.pdf"))), "Семей в классе бывает от 1 до 60"),
        (Printing("vylgort", "3Б", None, ("99", Path("l.pdf"))), "Семей в классе бывает от 1 до 60"),
    ],
)
def test_what_cannot_be_printed_is_said(tmp_path: Path, wanted: Printing, says: str) -> None:
    code, said = run(settings(tmp_path), wanted)
    assert (code, len(said)) == (2, 1)
    assert says in said[0]
    assert not (tmp_path / "x.db").exists()
