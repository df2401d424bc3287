"""Broadcasts in progress: kills at any point, recipients or the author who leave, the budget, the quiet hours."""

import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.channels.port import OutgoingMessage, SendResult, Unreachable
from bot.jobs import fan_out
from bot.messages.markup import plain
from bot.simulator.phones import Phones
from bot.simulator.sample import ACCOUNT, ADMIN, PARENT, SECOND, TEACHER, Actor
from bot.simulator.simulator import Simulator
from flows.values.calendar import MOSCOW
from flows.values.events import Opened, Pressed
from storage.sqlite.store import opened
from tests.support.bot.broadcasts import WORDS, finish, settle_in, told, written
from tests.support.bot.chats import chat_state, press
from tests.support.bot.crashes import KilledError, Statements, crash
from tests.support.world import MONDAY, world

THIRD = Actor("Родитель 3", "guest-3")
FAMILIES = (PARENT, SECOND, THIRD)
TWO = 2  #: families of the killed broadcast, filled in one by one


class Post(Phones):
    """A platform that outlives the bot's processes and counts its messages; some people may have blocked the bot."""

    def __init__(self) -> None:
        """Start with no messages."""
        super().__init__()
        self.given: Counter[str] = Counter()  #: messages of the broadcast, by peer
        self.blocked: set[str] = set()

    async def send(self, account: str, messages: Sequence[OutgoingMessage]) -> Sequence[SendResult]:
        """Accept messages, each as a new message unless it edits one."""
        for outgoing in messages:
            if WORDS in outgoing.screen.text and outgoing.urgency == 3 and outgoing.peer not in self.blocked:
                self.given[outgoing.peer] += not outgoing.edit
        ends = await super().send(account, messages)
        return [
            Unreachable("403") if p.peer in self.blocked else end for p, end in zip(messages, ends, strict=True)
        ]  # fmt: skip


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world with three families in it."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, *FAMILIES)
        yield on


def letters(on: Simulator, who: Actor) -> int:
    """Count the messages of broadcasts on a phone."""
    return sum(WORDS in plain(bubble.text) for bubble in on.phones.bubbles(who.peer))


def rows(on_disk: Path, query: str) -> list[tuple[object, ...]]:
    """Query the database file directly."""
    with sqlite3.connect(on_disk) as file:
        return list(file.execute(query))


async def test_killed_between_any_two_statements_everybody_gets_it_at_most_once_and_the_report_adds_up(
    shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stop at every statement from «Отправить» to the report; recipients are filled in one by one."""
    monkeypatch.setattr(fan_out, "CHUNK", 1)
    statements, start = Statements(monkeypatch), tmp_path / "start"
    start.mkdir()
    async with world(shipped, start) as on:
        await settle_in(on, *FAMILIES[:TWO])
        await written(on)
        session, _ = await chat_state(on, TEACHER)
        crash(start, tmp_path / "whole")
    sending = [Incoming("u:send", TEACHER.chat, Pressed(session.visit, "send_it"))]
    async with world(shipped, tmp_path / "whole") as on:
        statements.allow(10_000)
        await _live(on, sending)
        total = statements.count
        statements.allow(-1)
    assert total > 30
    for n in range(total):
        post = Post()
        file = await _killed_at(n, shipped, tmp_path, statements, sending, post)
        assert set(post.given.values()) <= {1}, f"statement {n}: {post.given}"
        ends = rows(file, "SELECT state, count(*) FROM deliveries WHERE broadcast IS NOT NULL GROUP BY 1")
        assert sum(int(str(count)) for _, count in ends) == TWO, f"statement {n}: {ends}"
        assert {state for state, _ in ends} <= {"sent", "unknown"}, f"statement {n}: {ends}"
        assert rows(file, "SELECT state, people FROM broadcasts") == [("ended", TWO)], f"statement {n}"
        reports = rows(file, "SELECT count(*) FROM deliveries WHERE urgency = 1")
        assert reports == [(1,)], f"statement {n}: {reports}"


async def _live(on: Simulator, sending: list[Incoming]) -> None:
    await on.program.runner.take(sending)
    await on.program.settle()


async def _killed_at(
    n: int, shipped: Content, tmp_path: Path, statements: Statements, sending: list[Incoming], post: Post
) -> Path:
    died, after = tmp_path / f"died{n}", tmp_path / f"after{n}"
    crash(tmp_path / "start", died)
    async with _over(shipped, died, post) as on:
        statements.allow(n)
        with suppress(KilledError):
            await _live(on, sending)
        statements.allow(-1)
        crash(died, after)
    async with _over(shipped, after, post) as on:
        await _live(on, sending)
    return after / "world.db"


class _over:  # noqa: N801 read as a word
    """A process over a file, with a platform that existed before it."""

    def __init__(self, shipped: Content, folder: Path, post: Post) -> None:
        self._of, self._folder, self._post = shipped, folder, post

    async def __aenter__(self) -> Simulator:
        self._store = await opened(f"sqlite:///{self._folder / 'world.db'}", inline=True)
        return await Simulator.over(self._of, self._store, MONDAY, phones=self._post)

    async def __aexit__(self, *_: object) -> None:
        await self._store.close()


async def test_who_reached_the_goal_or_left_between_planning_and_sending_is_skipped(simulator: Simulator) -> None:
    """Of three families one finishes and one moves to another class: only the third gets the message."""
    await written(simulator, "Без учётной записи")
    await press(simulator, TEACHER, "В другое время")
    await press(simulator, TEACHER, "Завтра, 9:00")
    await press(simulator, TEACHER, "Отправить")
    assert "Уйдёт во вторник, 17 ноября, в 9:00" in told(simulator)
    await finish(simulator, PARENT)
    await settle_in(simulator, SECOND, klass="4А")
    await simulator.move_to(datetime(2026, 11, 17, 9, 1, tzinfo=MOSCOW))
    assert [letters(simulator, who) for who in FAMILIES] == [0, 0, 1]
    assert "Доставлено: 1" in told(simulator)


async def test_who_reached_the_goal_after_the_list_was_made_is_told_of_as_needless(
    simulator: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the filling and the claim."""
    await written(simulator, "Без учётной записи")
    sender = simulator.program.senders[ACCOUNT]
    send_due = sender.send_due

    async def after_one_finished(least_urgent: int) -> int:
        await finish(simulator, PARENT)
        return await send_due(least_urgent)

    monkeypatch.setattr(sender, "send_due", after_one_finished)
    await press(simulator, TEACHER, "Отправить")
    assert [letters(simulator, who) for who in FAMILIES] == [0, 1, 1]
    assert "Доставлено: 2" in told(simulator)
    assert "Уже не нужно: 1" in told(simulator)


async def test_a_broadcast_of_a_removed_teacher_does_not_go(simulator: Simulator) -> None:
    """It is scheduled, then the role is removed."""
    await written(simulator)
    await press(simulator, TEACHER, "В другое время")
    await simulator.say(TEACHER, "завтра в 9")
    await press(simulator, TEACHER, "Отправить")
    _, known = await chat_state(simulator, TEACHER)
    async with simulator.program.store.work() as work:
        await work.roles.leave(known.roles[0].klass, known.person)
    await simulator.move_to(datetime(2026, 11, 17, 10, tzinfo=MOSCOW))
    assert [letters(simulator, who) for who in FAMILIES] == [0, 0, 0]


async def test_by_night_it_waits_for_the_morning_and_the_preview_says_so(simulator: Simulator) -> None:
    """It is 22:00."""
    await simulator.move_to(datetime(2026, 11, 16, 22, tzinfo=MOSCOW))
    await written(simulator)
    assert "уйдёт во вторник, 17 ноября, в 8:00" in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    assert letters(simulator, PARENT) == 0
    await simulator.move_to(datetime(2026, 11, 17, 8, 1, tzinfo=MOSCOW))
    assert letters(simulator, PARENT) == 1


async def test_own_words_go_once_a_day_and_the_teacher_sees_whom_they_did_not_go_to(simulator: Simulator) -> None:
    """The second of a day is held back; that of the next day is not."""
    for _ in range(2):
        await written(simulator)
        await press(simulator, TEACHER, "Отправить")
    assert letters(simulator, PARENT) == 1
    assert "Уже писали, не стал частить: 3" in told(simulator)
    await simulator.move_to(simulator.clock.now() + timedelta(days=1))
    await written(simulator)
    await press(simulator, TEACHER, "Отправить")
    assert letters(simulator, PARENT) == 2


async def test_nobody_writes_to_a_class_that_is_not_theirs_nor_learns_of_anothers_broadcast(
    simulator: Simulator,
) -> None:
    """Forged links: by a parent, by a teacher to another class, to another author's broadcast."""
    await written(simulator)
    await press(simulator, TEACHER, "Отправить")
    (broadcast,) = await _broadcasts(simulator)
    await settle_in(simulator, Actor("x", "x"), klass="4А")
    _, known = await chat_state(simulator, PARENT)
    for who in (PARENT, SECOND, ADMIN):
        for state in ("readers", "repeat_sure", "fix", "going"):
            await simulator.happen(who, Opened("broadcast", state, {"broadcast": broadcast}))
            assert WORDS[:10] not in told(simulator, who), (who, state)
            assert "Доставлено" not in told(simulator, who), (who, state)
    other = await _class(simulator, "4А")
    await simulator.happen(TEACHER, Opened("broadcast", "", {"klass": other, "class_name": "4А"}))
    assert "4А" not in told(simulator)
    assert known.children


async def test_an_unrecognised_text_under_a_broadcast_is_a_question_to_its_teacher(
    simulator: Simulator,
) -> None:
    """«Мы опоздаем» becomes a draft to the class teacher, who is notified when it is sent."""
    await written(simulator)
    await press(simulator, TEACHER, "Отправить")
    await simulator.say(PARENT, "Мы опоздаем минут на двадцать")
    assert "Вот что увидит классный руководитель" in told(simulator, PARENT)
    assert "Мы опоздаем минут на двадцать" in told(simulator, PARENT)
    await press(simulator, PARENT, "Отправить")
    assert "Новый вопрос" in told(simulator, TEACHER)
    assert not simulator.phones.bubbles(ADMIN.peer)


async def test_a_correction_takes_the_place_of_what_arrived(simulator: Simulator) -> None:
    """No second message comes, and «Прочитал(а)» under the corrected one counts for the same broadcast."""
    await written(simulator)
    await press(simulator, TEACHER, "Отправить")
    before = len(simulator.phones.bubbles(PARENT.peer))
    await press(simulator, TEACHER, "Исправить у всех")
    await simulator.say(TEACHER, "Собрание послезавтра, кабинет 14")
    await press(simulator, TEACHER, "Исправить")
    assert len(simulator.phones.bubbles(PARENT.peer)) == before
    assert "кабинет 14" in told(simulator, PARENT)
    assert letters(simulator, PARENT) == 0
    await press(simulator, PARENT, "Прочитал(а)")
    (broadcast, *_) = await _broadcasts(simulator)
    _, known = await chat_state(simulator, TEACHER)
    async with simulator.program.store.work() as work:
        found = await work.broadcasts.reported(broadcast, known.person)
        unread = await work.broadcasts.unread(broadcast, known.person)
    assert found is not None
    assert (found.confirmed, len(unread)) == (1, 2)


async def test_again_goes_to_those_it_did_not_reach_alone(shipped: Content, tmp_path: Path) -> None:
    """One family had blocked the bot and came back."""
    post = Post()
    async with _over(shipped, tmp_path, post) as on:
        await settle_in(on, *FAMILIES)
        post.blocked = {SECOND.peer}
        await written(on)
        await press(on, TEACHER, "Отправить")
        assert "Заблокировали бота: 1" in told(on)
        post.blocked = set()
        await on.say(SECOND, "меню")
        await press(on, TEACHER, "Ещё раз, кому не дошло")
        await press(on, TEACHER, "Ещё раз, кому не дошло")
        assert post.given == {who.peer: 1 for who in FAMILIES}
        assert "1 из 1" in told(on)


async def test_the_bar_is_drawn_in_place_and_at_a_bounded_rate(simulator: Simulator) -> None:
    """One message is edited; of many steps within three seconds one is rendered."""
    await written(simulator)
    before = len(simulator.phones.bubbles(TEACHER.peer))
    await press(simulator, TEACHER, "Отправить")
    bubbles = simulator.phones.bubbles(TEACHER.peer)
    assert len(bubbles) - before <= 1  # the report; the bar replaced the preview
    assert max(bubble.edits for bubble in bubbles) <= 6


async def _broadcasts(on: Simulator) -> list[str]:
    _, known = await chat_state(on, TEACHER)
    async with on.program.store.work() as work:
        return [each.id for each in await work.broadcasts.mine(known.person, to_read=False)]


async def _class(on: Simulator, name: str) -> str:
    _, known = await chat_state(on, ADMIN)
    async with on.program.store.work() as work:
        classes = await work.schools.classes(known.person)
    return next(each.id for each in classes if each.name == name)
