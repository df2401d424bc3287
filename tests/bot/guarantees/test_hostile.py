"""Attacks: forged links and presses, strange texts, codes used twice, buttons of old screens."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.wiring import Content
from bot.channels.incoming import Incoming
from bot.messages import payload
from bot.messages.markup import plain
from bot.simulator.sample import ADMIN, CLASS, PARENT, SCHOOL, SECOND, TEACHER, Actor
from bot.simulator.simulator import Simulator
from flows.book.model import CONSENT_VERSION
from flows.values.calendar import MOSCOW
from flows.values.events import Opened, Pressed
from storage.port.answers import Granted
from storage.port.turns import Rows
from tests.support.bot.broadcasts import settle_in, told, written
from tests.support.bot.chats import chat_state, labels, last, press
from tests.support.world import world

STRANGER, COLLEAGUE = Actor("Прохожий", "stranger-1"), Actor("Коллега", "colleague-1")
NEIGHBOUR = Actor("Сосед", "family-4a")
WORK = frozenset({"teacher", "answerer", "staff", "installer"})
HUGE = 10_000
#: Payloads of buttons that were never sent
FORGED = (
    "", ">", ">/", ">?", "v", "v1", "v1:", "v99999999999:x", "v0:=", "v1:=1", "\x00", ">letter", ">menu/map",
    ">letter/message?broadcast={broadcast}", ">letter/read?broadcast={broadcast}&broadcast=x",
    ">letter/read?broadcast=" + "x" * 5000, ">letter/read?broadcast=%FF%FE%00", ">broadcast/sending?segment=all",
    ">broadcast/fixing?broadcast={broadcast}", ">campaign/waiting?klass=x&campaign=x",
    ">campaign/waits?klass=x&campaign=x", ">hats/came?klass=x&class_name=3Б",
    ">hats/gone?class_name=3Б&last_day=2026-02-31", ">teacher/klass?klass=%27;DROP TABLE hats&class_name=3Б",
    ">orders/signing?order=" + "9" * 64, ">nowhere/at_all?x=y", ">family/number?family=n1",
)  # fmt: skip


@pytest.fixture
async def simulator(shipped: Content, tmp_path: Path) -> AsyncIterator[Simulator]:
    """Open a world with two families of 3Б and one of 4А; at the end, no update may be laid aside."""
    async with world(shipped, tmp_path) as on:
        await settle_in(on, PARENT, SECOND)
        await settle_in(on, NEIGHBOUR, klass="4А")
        yield on
        assert await asked(on, "SELECT key, error FROM laid_aside") == []


async def asked(on: Simulator, query: str) -> list[tuple[object, ...]]:
    """Query the database file directly."""
    async with on.program.store.work():
        return list(await on.program.store._connection.rows(query))  # type: ignore[attr-defined]


async def sent(on: Simulator) -> str:
    """Send a broadcast to everybody as the teacher; return its id."""
    await written(on)
    await press(on, TEACHER, "Отправить")
    ((broadcast,),) = await asked(on, "SELECT id FROM broadcasts")
    return str(broadcast)


async def read(on: Simulator) -> int:
    """Count the confirmed readings."""
    return len(await asked(on, "SELECT * FROM confirmed"))


async def whom(on: Simulator, way: str) -> None:
    """Bring the teacher to the screen that selects the recipients."""
    await on.say(TEACHER, "/меню")
    if on.button(TEACHER, "К карте") and "К карте" in labels(last(on, TEACHER)):
        await press(on, TEACHER, "К карте")
    await press(on, TEACHER, "Мой класс")
    await press(on, TEACHER, "Написать родителям")
    await press(on, TEACHER, way)


# Text of a broadcast is plain text


@pytest.mark.parametrize(
    "words",
    [
        "{{ 7 * 7 }} {% for x in y %} {{ told.klass }} {# #}",
        '<b>жирно</b> <script>alert(1)</script> <a href="https://evil.example">сюда</a>',
        "&lt;b&gt; &amp; < > \" '",
        "*звёзды* _подчёрк_ `код` [id1|Привет] [club1|x] @all",
        "%s %(name)s {0} {name} $x \\n \\t",
        "🐤🐤🐤",
    ],
)
async def test_words_of_a_broadcast_arrive_as_they_were_typed(simulator: Simulator, words: str) -> None:
    await written(simulator, words=words)
    assert words in told(simulator)
    await press(simulator, TEACHER, "Отправить")
    bubble = next(each for each in reversed(simulator.phones.bubbles(PARENT.peer)) if "Прочитал(а)" in labels(each))
    assert words in plain(bubble.text)
    assert bubble.text.count("<b>") == 1  # only the name of the author is bold
    assert "<script>" not in bubble.text
    assert "<a " not in bubble.text
    # the author's own list shows it as plain text too
    await press(simulator, TEACHER, "Мои рассылки")
    shown = last(simulator, TEACHER)
    assert any(words[:10] in text for text in (*labels(shown), plain(shown.text)))


@pytest.mark.parametrize("words", ["\u200f", "\u202e\u200b", "\u200d\ufe0f", "\u2800", "\u3164 \u2800", " \n\t"])
async def test_a_broadcast_of_invisible_characters_is_refused(simulator: Simulator, words: str) -> None:
    await written(simulator, words=words)
    assert (await chat_state(simulator, TEACHER))[0].state == "what"
    assert "Отправить" not in labels(last(simulator, TEACHER))


async def test_a_mark_that_turns_the_line_does_not_reach_the_parents(simulator: Simulator) -> None:
    await written(simulator, words="Сдайте \u202eыгьнед\u202c до пятницы")
    await press(simulator, TEACHER, "Отправить")
    assert not any(mark in last(simulator, PARENT).text for mark in "\u202e\u202c\u200f")


@pytest.mark.parametrize("words", ["а" * HUGE, "🐤" * HUGE, "<" * HUGE, "{{" * HUGE])
async def test_ten_thousand_signs_are_told_of_and_not_sent(simulator: Simulator, words: str) -> None:
    await written(simulator, words=words)
    assert "Получилось длинно" in told(simulator)
    assert await asked(simulator, "SELECT id FROM broadcasts") == []


async def test_a_number_hidden_by_invisible_marks_is_crossed_out(simulator: Simulator) -> None:
    for words in ("СНИЛС 112\u200b-233-445 95", "Звоните 8 900\u200f 123 45 67", "8\u200b9001234567"):
        await written(simulator, words=words)
        assert "[вычеркнуто]" in told(simulator)
    assert "445" not in str(await asked(simulator, "SELECT body FROM sessions"))


# Numbers, days and hours


@pytest.mark.parametrize("text", ["1-1000000", "1-99999 " * 500, "9" * 5000, "0", "61", "-1", "31.02", "abc"])
async def test_no_such_family_is_asked_for_again(simulator: Simulator, text: str) -> None:
    await whom(simulator, "По номерам")
    await simulator.say(TEACHER, text)
    assert (await chat_state(simulator, TEACHER))[0].state == "numbers"
    assert "от 1 до 60" in told(simulator)


@pytest.mark.parametrize("text", ["999999999999", "9" * 5000, "0", "-5", "61", "полгода"])
async def test_no_such_wait_is_asked_for_again(simulator: Simulator, text: str) -> None:
    await whom(simulator, "Кто долго ждёт")
    await simulator.say(TEACHER, text)
    assert (await chat_state(simulator, TEACHER))[0].state == "waiting"
    assert "от 1 до 60" in told(simulator)


@pytest.mark.parametrize("text", ["завтра в 25:99", "31.02 в 10", "вчера в 9", "завтра в " + "9" * 5000, "25:99"])
async def test_no_such_hour_is_asked_for_again(simulator: Simulator, text: str) -> None:
    await written(simulator)
    await press(simulator, TEACHER, "В другое время")
    await simulator.say(TEACHER, text)
    assert (await chat_state(simulator, TEACHER))[0].state == "at"


async def test_an_hour_that_is_over_is_told_of_before_it_goes(simulator: Simulator) -> None:
    """It is 10:00."""
    await written(simulator)
    await press(simulator, TEACHER, "В другое время")
    await simulator.say(TEACHER, "сегодня в 8:30")
    assert "Этот час уже прошёл" in told(simulator)


@pytest.mark.parametrize("text", ["31.02", "999999999999", "99.99.9999", "9" * 5000, "12.12.0001", "вчера"])
async def test_no_such_day_lets_a_substitute_in(simulator: Simulator, text: str) -> None:
    await simulator.say(TEACHER, "/меню")
    await press(simulator, TEACHER, "К карте")
    await press(simulator, TEACHER, "Мой класс")
    await press(simulator, TEACHER, "Ещё…")
    await press(simulator, TEACHER, "Впустить замещающего")
    await simulator.say(TEACHER, text)
    assert (await chat_state(simulator, TEACHER))[0].state == "substitute"
    assert await asked(simulator, "SELECT code FROM codes WHERE ends_at IS NOT NULL") == []


# A code used twice at the same time


async def test_a_code_sent_by_two_in_one_batch_lets_one_in(simulator: Simulator) -> None:
    await _at_the_code(simulator, STRANGER, COLLEAGUE)
    code = await _teachers_code(simulator)
    await simulator.program.runner.take(await _agreeing(simulator, code, STRANGER, COLLEAGUE))
    await simulator.program.settle()
    assert await _teachers(simulator) == [True, False]
    assert "его уже использовали" in told(simulator, COLLEAGUE)


async def test_a_code_sent_by_two_at_the_same_time_lets_one_in(simulator: Simulator) -> None:
    await _at_the_code(simulator, STRANGER, COLLEAGUE)
    code = await _teachers_code(simulator)
    both = await _agreeing(simulator, code, STRANGER, COLLEAGUE)
    await asyncio.gather(*(simulator.program.runner.take([each]) for each in both))
    await simulator.program.settle()
    assert sorted(await _teachers(simulator)) == [False, True]


async def test_a_code_of_a_removed_role_does_not_restore_it(simulator: Simulator) -> None:
    await _at_the_code(simulator, COLLEAGUE)
    code = await _teachers_code(simulator)
    await simulator.say(COLLEAGUE, code)
    await press(simulator, COLLEAGUE, "Даю согласие")
    _, known = await chat_state(simulator, COLLEAGUE)
    async with simulator.program.store.work() as work:
        assert isinstance(await work.roles.leave(known.roles[0].klass, known.person), Granted)
    await simulator.say(COLLEAGUE, "/меню")  # they stood on a screen of the role, which is closed now
    await simulator.say(COLLEAGUE, code)
    assert "его уже использовали" in told(simulator, COLLEAGUE)
    assert not (await chat_state(simulator, COLLEAGUE))[1].roles


async def _agreeing(on: Simulator, code: str, *whom: Actor) -> list[Incoming]:
    """Let people type the same code; return their presses of the consent, which spends it."""
    for who in whom:
        await on.say(who, code)
    events = [(who, payload.event_of(on.button(who, "Даю согласие") or "")) for who in whom]
    return [Incoming(f"agrees:{who.peer}", who.chat, event) for who, event in events]


async def _at_the_code(on: Simulator, *who: Actor) -> None:
    for each in who:
        _, known = await chat_state(on, each)
        async with on.program.store.work() as work:
            await work.turns.keep(Rows(consents=[(known.person, CONSENT_VERSION)]), on.clock.now())
        await on.say(each, "/меню")


async def _teachers_code(on: Simulator) -> str:
    async with on.program.store.work() as work:
        return await work.setup.staff_code("teacher", SCHOOL, on.clock.now(), CLASS)


async def _teachers(on: Simulator) -> list[bool]:
    return [(await chat_state(on, who))[1].has_role("teacher") for who in (STRANGER, COLLEAGUE)]


# Forged links


@pytest.mark.parametrize("who", [PARENT, STRANGER], ids=["parent", "stranger"])
async def test_no_forged_link_opens_a_place_of_those_who_work(simulator: Simulator, who: Actor) -> None:
    """Try every state for teachers and staff, with each slot that a link may carry and with none."""
    _, teacher = await chat_state(simulator, TEACHER)
    words = {
        "klass": teacher.roles[0].klass, "class_name": "3Б", "segment": "all", "broadcast": await sent(simulator),
        "campaign": "c1", "order": "o1", "goal": "account", "code": "demo-3b", "last_day": "2026-12-12",
    }  # fmt: skip
    before = await asked(simulator, "SELECT count(*) FROM codes UNION ALL SELECT count(*) FROM broadcasts")
    for flow in simulator.program.content.book.flows.values():
        for at in flow.states if flow.whom in WORK else ():
            for carried in ({word: value for word, value in words.items() if word in flow.takes}, words, {}):
                await simulator.happen(who, Opened(flow.name, at, carried))
                assert (await chat_state(simulator, who))[0].flow != flow.name, (flow.name, at)
    assert await asked(simulator, "SELECT count(*) FROM codes UNION ALL SELECT count(*) FROM broadcasts") == before


@pytest.mark.parametrize("who", [NEIGHBOUR, STRANGER, TEACHER, ADMIN], ids=lambda who: who.peer)
async def test_nobody_has_read_or_answers_what_was_not_sent_to_them(simulator: Simulator, who: Actor) -> None:
    broadcast = await sent(simulator)
    tickets = await asked(simulator, "SELECT count(*) FROM tickets")
    for about in (broadcast, "test", "no1such", "b" * 16):
        await simulator.happen(who, Opened("letter", "read", {"broadcast": about}))
        assert "отметить и ответить нельзя" in told(simulator, who)
        await simulator.happen(who, Opened("letter", "reply", {"broadcast": about}))
        assert (await chat_state(simulator, who))[0].flow != "human"
    assert await read(simulator) == 0
    assert await asked(simulator, "SELECT count(*) FROM tickets") == tickets


async def test_nobody_has_read_what_is_still_to_be_sent(simulator: Simulator) -> None:
    await written(simulator)
    await press(simulator, TEACHER, "В другое время")
    await simulator.say(TEACHER, "завтра в 9")
    await press(simulator, TEACHER, "Отправить")
    ((broadcast,),) = await asked(simulator, "SELECT id FROM broadcasts")
    await simulator.happen(PARENT, Opened("letter", "read", {"broadcast": str(broadcast)}))
    assert await read(simulator) == 0


async def test_who_was_written_to_reads_it_once_however_often_they_press(simulator: Simulator) -> None:
    broadcast = await sent(simulator)
    for _ in range(3):
        await simulator.happen(PARENT, Opened("letter", "read", {"broadcast": broadcast}))
    assert await read(simulator) == 1


@given(st.text(max_size=80) | st.from_regex(r"\A[>v][a-z0-9/?=&%:;+.-]{0,60}\Z"))
def test_whatever_a_button_is_said_to_carry_is_an_event(carried: str) -> None:
    assert isinstance(payload.event_of(carried), Opened | Pressed)


@pytest.mark.parametrize("who", [PARENT, TEACHER, STRANGER], ids=["parent", "teacher", "stranger"])
async def test_whatever_a_button_is_said_to_carry_breaks_nothing(simulator: Simulator, who: Actor) -> None:
    broadcast = await sent(simulator)
    for carried in FORGED:
        await simulator.press(who, carried.format(broadcast=broadcast))
    assert len(await asked(simulator, "SELECT id FROM broadcasts")) == 1
    assert len(await asked(simulator, "SELECT id FROM hats")) == 2


# Buttons of old screens


async def test_a_removed_teacher_sends_nothing_from_an_old_screen(simulator: Simulator) -> None:
    await written(simulator)
    old = simulator.button(TEACHER, "Отправить")
    test = simulator.button(TEACHER, "Сначала себе")
    assert old
    assert test
    await _removed(simulator, TEACHER)
    for carried in (test, old, old):
        await simulator.press(TEACHER, carried)
        assert "Завтра собрание" not in told(simulator)
    await simulator.say(TEACHER, "Ещё слова")
    assert await asked(simulator, "SELECT id FROM broadcasts") == []


async def test_a_removed_teacher_neither_stops_repeats_nor_corrects(simulator: Simulator) -> None:
    broadcast = await sent(simulator)
    old = [simulator.button(TEACHER, label) for label in ("Кто не прочитал", "Исправить у всех", "Мои рассылки")]
    await _removed(simulator, TEACHER)
    for carried in old:
        assert carried
        await simulator.press(TEACHER, carried)
        assert "Доставлено" not in told(simulator)
    for state in ("readers", "repeat_sure", "fix"):
        await simulator.happen(TEACHER, Opened("broadcast", state, {"broadcast": broadcast}))
        assert (await chat_state(simulator, TEACHER))[0].flow != "broadcast"
    assert len(await asked(simulator, "SELECT id FROM broadcasts")) == 1


async def test_a_substitute_whose_day_is_over_sends_nothing_from_an_old_screen(simulator: Simulator) -> None:
    now = simulator.clock.now()
    _, teacher = await chat_state(simulator, TEACHER)
    _, known = await chat_state(simulator, COLLEAGUE)
    async with simulator.program.store.work() as work:
        made = await work.roles.let_in(
            teacher.roles[0].klass, now.date(), datetime(2026, 11, 17, tzinfo=MOSCOW), teacher.person, now
        )
        assert isinstance(made, Granted)
        await work.codes.redeem(made.slots["code"], known.person, now)
        await work.turns.keep(Rows(consents=[(known.person, CONSENT_VERSION)]), now)
    await written(simulator, who=COLLEAGUE)
    old = simulator.button(COLLEAGUE, "Отправить")
    assert old
    simulator.clock.set(now + timedelta(days=1))
    await simulator.press(COLLEAGUE, old)
    assert await asked(simulator, "SELECT id FROM broadcasts") == []
    assert "Завтра собрание" not in told(simulator, COLLEAGUE)


async def _removed(on: Simulator, who: Actor) -> None:
    _, known = await chat_state(on, who)
    async with on.program.store.work() as work:
        assert isinstance(await work.roles.leave(known.roles[0].klass, known.person), Granted)
