"""The runner around `advance`: duplicates, failing events, order and the gate, on the shipped book and a real store."""

import gc
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.messages.markup import plain
from bot.rendering.context import Context
from bot.simulator.sample import ADMIN, PARENT, SECOND, TEACHER, Actor
from bot.simulator.simulator import Simulator
from flows.text.layouts import layouts
from flows.values.effects import Say
from flows.values.events import Event, Opened, Pressed, Said
from storage.port.answers import Granted
from tests.support.bot.chats import ask_the_school, chat_state, join, labels, last, press
from tests.support.world import ADMIN_CODE, world


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world."""
    async with world(shipped, tmp_path) as on:
        yield on


async def test_a_typed_text_is_kept_by_no_cache_once_it_is_answered(simulator: Simulator) -> None:
    """The caches drop a typed text as soon as it is answered, even if no other message follows."""
    words = "у сына лиловый бегемот"
    layouts(words)
    assert words in _cached()
    await simulator.say(PARENT, words)
    assert "бегемот" in _cached()
    assert [text for text in _cached() if "лиловый бегемот" in text] == []


OURS = ("bot.", "flows.", "storage.", "texts")
TAKEN_APART = (tuple, list, set, frozenset)


def _cached() -> set[str]:
    """Return all texts among the arguments and results in the caches of our functions."""
    gc.unfreeze()  # a test that runs the whole program has frozen what existed then, and hidden it from get_objects
    caches = [
        each for each in gc.get_objects() if type(each) is _lru_cache_wrapper and each.__module__.startswith(OURS)
    ]
    return {text for each in caches for text in _texts(gc.get_referents(each))}


def _texts(held: Iterable[object], deep: int = 4) -> Iterator[str]:
    for each in held:
        if isinstance(each, str):
            yield each
        elif deep and isinstance(each, TAKEN_APART):
            yield from _texts(gc.get_referents(each), deep - 1)


async def test_an_update_taken_twice_is_answered_once(simulator: Simulator) -> None:
    """The same key in one batch, and again later."""
    said = Incoming("telegram:17", PARENT.chat, Said("/помощь"))
    await simulator.program.runner.take([said, said])
    await simulator.program.settle()
    once = simulator.phones.bubbles(PARENT.peer)
    await simulator.program.runner.take([said])
    await simulator.program.settle()
    assert simulator.phones.bubbles(PARENT.peer) == once
    assert len(once) == 1


async def test_several_events_of_one_chat_keep_their_order(simulator: Simulator) -> None:
    """The second event sees the effects of the first in one batch."""
    batch = [
        Incoming("a:1", PARENT.chat, Opened("welcome", "", {"code": "demo-3b"})),
        Incoming("a:2", PARENT.chat, Pressed(1, "begin")),
        Incoming("a:3", PARENT.chat, Pressed(2, "agree")),
    ]
    await simulator.program.runner.take(batch)
    await simulator.program.settle()
    _, known = await chat_state(simulator, PARENT)
    assert [child.class_name for child in known.children] == ["3Б"]


class Poisoned:
    """Screens that fail to render for one person."""

    def __init__(self, of: object, word: str) -> None:
        self._of, self._word = of, word

    def __getattr__(self, name: str) -> object:
        return getattr(self._of, name)

    def body(self, say: Say, context: Context) -> str:
        """Fail for one state."""
        if say.state == self._word:
            raise ZeroDivisionError("слова родителя, которых не должно быть в журнале")
        return self._of.body(say, context)  # type: ignore[attr-defined,no-any-return]


async def test_a_poisoned_event_is_laid_aside_alone(simulator: Simulator, caplog: pytest.LogCaptureFixture) -> None:
    """The other events of its batch are answered, its person gets an apology, and its text is not logged."""
    services = simulator.program.runner.services
    simulator.program.runner.services = services._replace(screens=Poisoned(services.screens, "start"))  # type: ignore[arg-type]
    await simulator.program.runner.take(
        [
            Incoming("p:1", PARENT.chat, Said("/menu")),
            Incoming("p:2", SECOND.chat, Said("/help")),
            Incoming("p:3", TEACHER.chat, Said("/help")),
        ]
    )
    await simulator.program.settle()
    simulator.program.runner.services = services
    assert len(simulator.phones.bubbles(PARENT.peer)) == 1
    assert not last(simulator, PARENT).rows
    assert last(simulator, SECOND).rows
    assert last(simulator, TEACHER).rows
    assert "ZeroDivisionError" in caplog.text
    assert "слова родителя" not in caplog.text
    await simulator.say(PARENT, "/menu")
    assert labels(last(simulator, PARENT))


async def test_a_full_disk_is_logged_as_what_it_is(
    simulator: Simulator, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """What could not be written is not called laid aside; when there is room again, the event is processed."""
    event = Incoming("p:1", PARENT.chat, Said("/menu"))
    with _full(tmp_path / "world.db"):
        with pytest.raises(sqlite3.Error):
            await simulator.program.runner.take([event])
        assert "laid aside" not in caplog.text
        assert "event 'p:1' not kept, will come again" in caplog.text
    await simulator.program.runner.take([event])
    await simulator.program.settle()
    assert labels(last(simulator, PARENT))


@contextmanager
def _full(file: Path) -> Iterator[None]:
    """Make every write of an update fail, as on a full disk."""
    with closing(sqlite3.connect(file, isolation_level=None)) as on:
        on.execute("CREATE TRIGGER full BEFORE INSERT ON seen BEGIN SELECT RAISE(ABORT, 'disk is full'); END")
        yield
        on.execute("DROP TRIGGER full")


@pytest.mark.parametrize(
    ("flow", "state"),
    [("desk", ""), ("desk", "list"), ("desk", "card"), ("office", ""), ("founding", ""), ("teacher", ""), ("нет", "")],
)
async def test_a_parent_cannot_open_what_is_for_staff(simulator: Simulator, flow: str, state: str) -> None:
    """A forged opening shows the current screen and changes nothing."""
    await join(simulator, PARENT)
    before, _ = await chat_state(simulator, PARENT)
    await simulator.happen(PARENT, Opened(flow, state, {}))
    after, _ = await chat_state(simulator, PARENT)
    assert (after.flow, after.state) == (before.flow, before.state)


async def test_a_ticket_opens_only_for_its_asker_and_the_staff(simulator: Simulator) -> None:
    """Another parent who forges the link sees nothing of the ticket."""
    await join(simulator, PARENT)
    await ask_the_school(simulator, PARENT, "Кнопки «Создать» всё ещё нет, ёжик в тумане")
    _, known = await chat_state(simulator, PARENT)
    ticket = known.tickets[0].id
    await join(simulator, SECOND)
    for flow, state in (("human", "again"), ("human", "answered"), ("desk", "card")):
        await simulator.happen(SECOND, Opened(flow, state, {"ticket": ticket}))
        assert "ёжик" not in plain(last(simulator, SECOND).text)
    await simulator.happen(PARENT, Opened("desk", "card", {"ticket": ticket}))
    session, _ = await chat_state(simulator, PARENT)
    assert session.flow != "desk"


async def test_a_button_of_another_state_only_shows_where_one_is(simulator: Simulator) -> None:
    """Forged presses: of an old visit, of a button not shown, of a line not listed."""
    await join(simulator, PARENT)
    before, known = await chat_state(simulator, PARENT)
    forged: list[Event] = [
        Pressed(before.visit - 1, "yes"),
        Pressed(before.visit, "erase"),
        Pressed(before.visit, "=p-1"),
        Pressed(before.visit + 5, before.shown[0]),
    ]
    for event in forged:
        await simulator.happen(PARENT, event)
        after, still = await chat_state(simulator, PARENT)
        assert (after.flow, after.state, after.visit) == (before.flow, before.state, before.visit)
        assert still.children == known.children


async def test_two_presses_of_take_in_one_batch_give_the_ticket_to_one(simulator: Simulator) -> None:
    """The second learns that another person was first."""
    colleague = Actor("Завуч", "deputy")
    await become_staff(simulator, colleague)
    await join(simulator, PARENT)
    await ask_the_school(simulator, PARENT, "Что делать дальше?")
    _, known = await chat_state(simulator, PARENT)
    opened = Opened("desk", "card", {"ticket": known.tickets[0].id})
    for who in (ADMIN, colleague):
        await simulator.happen(who, opened)
    presses = []
    for who in (ADMIN, colleague):
        session, _ = await chat_state(simulator, who)
        presses.append(Incoming(f"take:{who.peer}", who.chat, Pressed(session.visit, "take")))
    await simulator.program.runner.take(presses)
    await simulator.program.settle()
    _, first = await chat_state(simulator, ADMIN)
    _, second = await chat_state(simulator, colleague)
    assert first.tickets[0].taken_by == second.tickets[0].taken_by == first.person
    assert "другой" in plain(last(simulator, colleague).text)


async def become_staff(on: Simulator, who: Actor) -> None:
    """Return a person the staff role by a code."""
    async with on.program.store.work() as work:
        code = await work.setup.staff_code("staff", "vylgort", on.clock.now())
    await on.say(who, f"/start {code}")
    await press(on, who, "Даю согласие")


async def test_a_single_use_code_lets_one_person_in(simulator: Simulator) -> None:
    """The second who sends it learns that it is used up, and gets no role."""
    first, second = Actor("Завуч", "deputy"), Actor("Чужой", "stranger")
    async with simulator.program.store.work() as work:
        code = await work.setup.staff_code("staff", "vylgort", simulator.clock.now())
    for who in (first, second):
        await simulator.say(who, f"/start {code}")
        if "Даю согласие" in labels(last(simulator, who)):
            await press(simulator, who, "Даю согласие")
    assert (await chat_state(simulator, first))[1].has_role("staff")
    assert not (await chat_state(simulator, second))[1].has_role("staff")


async def test_wrong_codes_are_limited(simulator: Simulator) -> None:
    """After five wrong codes even a right one waits an hour: of the class, of the installation, and after erasing."""
    await join(simulator, PARENT)
    for n in range(5):
        await _code(simulator, PARENT, f"wrong-{n}aa")
    _, known = await chat_state(simulator, PARENT)
    for right in ("demo-3b", ADMIN_CODE):
        await _code(simulator, PARENT, right)
        session, known = await chat_state(simulator, PARENT)
        assert (session.flow, session.state) == ("welcome", "too_many")
        assert not known.roles
    async with simulator.program.store.work() as work:
        await work.erasure.forget(known.person, simulator.clock.now())
    await _code(simulator, PARENT, "demo-3b")
    assert (await chat_state(simulator, PARENT))[0].state == "too_many"
    await simulator.move_to(simulator.clock.now() + timedelta(hours=1, minutes=1))
    await _code(simulator, PARENT, ADMIN_CODE)
    assert (await chat_state(simulator, PARENT))[1].has_role("installer")


async def _code(on: Simulator, who: Actor, code: str) -> None:
    await on.say(who, f"/start {code}")
    for label in ("Начать", "Даю согласие"):
        if label in labels(last(on, who)):
            await press(on, who, label)


async def test_turns_of_one_batch_that_share_a_child_see_each_other(simulator: Simulator) -> None:
    """One parent finishes the account; the map of the other, in the same batch, shows it with their own number."""
    await join(simulator, PARENT)
    await simulator.say(PARENT, "/menu")
    for label in ("Ещё…", "Ещё один ребёнок", "Без кода"):
        await press(simulator, PARENT, label)
    _, known = await chat_state(simulator, PARENT)
    child = known.children[1].id
    async with simulator.program.store.work() as work:
        made = await work.codes.make("child", known.person, simulator.clock.now(), child=child)
    assert isinstance(made, Granted)
    await _code(simulator, SECOND, made.slots["code"])
    assert [each.id for each in (await chat_state(simulator, SECOND))[1].children] == [child]
    finished = Incoming("one:1", PARENT.chat, Opened("account", "finished", {"child": child}))
    await simulator.program.runner.take([finished, Incoming("two:1", SECOND.chat, Said("/menu"))])
    await simulator.program.settle()
    assert "✅ Учётная запись ребёнка" in plain(last(simulator, SECOND).text)
    assert plain(last(simulator, SECOND).text).startswith("Ребёнок 1")


async def test_a_hundred_parents_come_in_by_one_code_in_one_batch(simulator: Simulator) -> None:
    """A class code changes nothing known of other people, so nobody is loaded again."""
    crowd = [Actor(f"Родитель {n}", f"crowd-{n}") for n in range(100)]
    for key in ("begin", "agree"):
        visit = 1 if key == "begin" else 2
        if key == "begin":
            opened = Opened("welcome", "", {"code": "demo-3b"})
            await simulator.program.runner.take([Incoming(f"open:{who.peer}", who.chat, opened) for who in crowd])
        batch = [Incoming(f"{key}:{who.peer}", who.chat, Pressed(visit, key)) for who in crowd]
        await simulator.program.runner.take(batch)
    for who in crowd:
        assert [child.class_name for child in (await chat_state(simulator, who))[1].children] == ["3Б"]


async def test_what_was_found_out_about_one_child_is_not_said_of_another(simulator: Simulator) -> None:
    """The school reads only the answers given about each child itself."""
    await join(simulator, PARENT)
    for label in ("Нет, ещё нет", "Да, есть"):
        await press(simulator, PARENT, label)
    session, _ = await chat_state(simulator, PARENT)
    assert session.results
    await simulator.say(PARENT, "/menu")
    for label in ("Ещё…", "Ещё один ребёнок", "Без кода"):
        await press(simulator, PARENT, label)
    session, _ = await chat_state(simulator, PARENT)
    assert "card" not in session.results
