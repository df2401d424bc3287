"""Files that people send are fetched only where staff are asked for one, and are shown back."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.wiring import Content, content
from bot.channels.incoming import Fetch
from bot.messages.files import LARGEST
from bot.simulator.phones import Phones
from bot.simulator.play import message_lines
from bot.simulator.sample import ADMIN, PARENT, Actor
from bot.simulator.sample_files import PDF, PNG
from bot.simulator.simulator import Simulator
from bot.turns import fetching
from flows.book.flow import Flow
from flows.book.loading import library
from flows.values.events import SentFile
from tests.support.bot.chats import stand
from tests.support.empty_store import opened_at
from tests.support.root import ROOT
from tests.support.world import MONDAY
from texts import Texts

TEXTS = ROOT / "texts"
ORDER = {
    "flow": "order", "source": "проводник", "for": "staff", "start": "what",
    "states": {
        "what": {"read": "answer", "next": "shown", "receives": "shown"},
        "shown": {"attach": "sent_file", "buttons": {"again": "what"}},
    },
}  # fmt: skip
#: A parent can be in this conversation: the check of the book forbids it, and the gate must hold without the check.
NOTE = {"flow": "note", "source": "проводник", "start": "what", "states": {"what": {"buttons": {"again": "what"}}}}
SAID = {
    "order/what": "Пришлите приказ.",
    "order/shown": "{{ told.file_kind|default('нет файла') }}: {{ told.draft|default('без слов') }}",
    "note/what": "Пишите.",
}


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Content:
    """Return the shipped book with an added conversation that takes files."""
    folder = tmp_path_factory.mktemp("order") / "texts"
    shutil.copytree(TEXTS, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for path, text in SAID.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / f"{path}.j2").write_text(text, encoding="utf-8")
        labels = f"{path.partition('/')[0]}:\n  again: Ещё раз\n"
        (folder / path).with_name("buttons.yaml").write_text(labels, encoding="utf-8")
    shipped = library()
    flows = {**shipped.flows, **{str(each["flow"]): Flow.model_validate(each) for each in (ORDER, NOTE)}}
    return content(flows=shipped._replace(flows=flows), texts=Texts.load(folder))


@pytest.fixture
async def simulator(said: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a simulator where the administrator is asked for an order."""
    store = await opened_at(tmp_path / "stage.db")
    on = await Simulator.over(said, store, MONDAY, phones=Counted())
    await stand(on, ADMIN, "order", "what")
    yield on
    await store.close()


def reading(on: Simulator, who: Actor) -> list[str]:
    """Return the newest message of a phone as `talk` and stories print it, without its owner."""
    return list(message_lines(who.peer, on.phones.bubbles(who.peer)[-1]))[1:]


class Counted(Phones):
    """Phones that count downloads."""

    asked = 0

    async def download(self, source: str) -> bytes:
        """Count a download."""
        self.asked += 1
        await (asyncio.Event().wait() if source == "never" else asyncio.sleep(0))
        return await super().download(source)


async def sends(
    on: Simulator, who: Actor, content: bytes, *, kind: str = "document", size: int = 0, name: str = ""
) -> int:
    """Send a file as a person; return how often the file was fetched."""
    phones = on.phones
    assert isinstance(phones, Counted)
    before = phones.asked
    await on.happen(who, SentFile(kind), Fetch(kind, name, "Приказ № 7", size, phones.keep_file(content)))
    return phones.asked - before


async def test_an_order_is_fetched_and_shown_back(simulator: Simulator) -> None:
    """Its caption is read as typed text, and its bytes are stored with its sender."""
    assert await sends(simulator, ADMIN, PDF, name="приказ.pdf") == 1
    assert reading(simulator, ADMIN) == ["📎 приказ.pdf", "document: Приказ № 7", "[Ещё раз]", "[Карта] [Человек]"]
    attached = simulator.phones.bubbles(ADMIN.peer)[-1].attached
    assert attached
    async with simulator.program.store.work() as work:
        kept = await work.files.load(attached.file)
        person = await work.chats.person(ADMIN.chat)
    assert kept
    assert (kept.content, kept.person) == (PDF, person)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Иванов Иван Петрович паспорт 4512 123456.pdf", "… паспорт ….pdf"),
        ("приказ\r\nо каникулах.pdf", "приказ о каникулах.pdf"),
    ],
)
async def test_a_name_of_a_file_is_crossed_out_as_words_are(simulator: Simulator, typed: str, stored: str) -> None:
    """What is stored, shown in the preview and uploaded is one safe name."""
    await sends(simulator, ADMIN, PDF, name=typed)
    attached = simulator.phones.bubbles(ADMIN.peer)[-1].attached
    assert attached
    async with simulator.program.store.work() as work:
        kept = await work.files.load(attached.file)
    assert kept
    assert (attached.name, kept.name) == (stored, stored)
    assert reading(simulator, ADMIN)[0] == f"📎 {stored}"


async def test_a_picture_is_a_picture_whatever_it_was_sent_as(simulator: Simulator) -> None:
    await sends(simulator, ADMIN, PNG)
    assert reading(simulator, ADMIN)[:2] == ["🖼 Картинка.png", "picture: Приказ № 7"]


async def test_the_stage_sends_files_by_a_line_of_a_story(simulator: Simulator) -> None:
    await simulator.send_file(ADMIN, "picture", "ёлка")
    assert reading(simulator, ADMIN)[:2] == ["🖼 Снимок.png", "picture: ёлка"]


async def test_the_next_screen_leaves_the_picture_where_it_is(simulator: Simulator) -> None:
    """Only the buttons of the picture are removed."""
    await sends(simulator, ADMIN, PNG)
    carried = simulator.button(ADMIN, "Ещё раз")
    assert carried
    await simulator.press(ADMIN, carried)
    picture, next_ = simulator.phones.bubbles(ADMIN.peer)[-2:]
    assert (picture.attached is not None, picture.rows, next_.text) == (True, (), "Пришлите приказ.")


@pytest.mark.parametrize(("who", "flow"), [(ADMIN, "note"), (PARENT, "note"), (PARENT, "order")])
async def test_where_no_file_is_waited_for_none_is_fetched(simulator: Simulator, who: Actor, flow: str) -> None:
    """Also for a person whom the conversation is closed to: a session can be older than the end of a role."""
    await stand(simulator, who, flow, "what")
    assert await sends(simulator, who, PDF) == 0
    assert simulator.phones.bubbles(who.peer)[-1].attached is None


@pytest.mark.parametrize(
    ("content", "size", "asked", "says"),
    [
        (PDF, LARGEST + 1, 0, "слишком большой"),
        (PDF.ljust(LARGEST + 1), 0, 1, "слишком большой"),
        (b"MZ\x90\x00", 0, 1, "не подходит"),
        (b"", 0, 1, "не подходит"),
    ],
)
async def test_what_cannot_be_taken_is_said_and_its_words_are_read(
    simulator: Simulator, content: bytes, size: int, asked: int, says: str
) -> None:
    assert await sends(simulator, ADMIN, content, size=size, name="приказ.pdf") == asked
    first, *rest = reading(simulator, ADMIN)
    assert (says in first, "нет файла: Приказ № 7" in rest) == (True, True)


@pytest.mark.parametrize("source", ["refused", "never"])
async def test_what_cannot_be_fetched_is_asked_for_again(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    """The platform refuses, or the download never ends."""
    monkeypatch.setattr(fetching, "PATIENCE", 0.0)
    await simulator.happen(ADMIN, SentFile("document"), Fetch("document", "", "", 0, source))
    assert "не получилось забрать" in reading(simulator, ADMIN)[0]
