"""Cosmetic calls: nobody makes them pile up, and those that have waited too long are dropped."""

import asyncio

from bot.channels.cosmetic import AT_A_TIME, MOST, MOST_OF_ONE, CosmeticCalls, CosmeticLine
from bot.channels.lately import DAY, Lately
from bot.channels.lately import MOST as REMEMBERED


def taken(calls: CosmeticCalls[str]) -> list[str]:
    """Take all calls."""
    found = []
    while (call := calls.take()) is not None:
        found.append(call)
    return found


def test_the_same_button_of_the_same_person_waits_once() -> None:
    """The newest press is answered, in the place of the first."""
    calls = CosmeticCalls[str](lambda: 0.0)
    for number in range(100):
        calls.add(f"мама {number}", whom="мама", what="Готово", within=60)
    calls.add("папа", whom="папа", what="Готово", within=60)
    assert taken(calls) == ["мама 99", "папа"]


def test_one_person_has_a_few_waiting_calls_at_most() -> None:
    calls = CosmeticCalls[str](lambda: 0.0)
    calls.add("папа", whom="папа", what="", within=60)
    for number in range(100):
        calls.add(f"мама {number}", whom="мама", what=number, within=60)
    assert taken(calls) == ["папа", *(f"мама {number}" for number in range(100 - MOST_OF_ONE, 100))]


def test_an_account_has_a_bounded_number() -> None:
    calls = CosmeticCalls[str](lambda: 0.0)
    for person in range(2 * MOST):
        calls.add("ответ", whom=person, what="", within=60)
    assert len(calls) == MOST


def test_what_waited_too_long_is_dropped() -> None:
    now = 0.0
    calls = CosmeticCalls[str](lambda: now)
    calls.add("полоска", whom=1, what="", within=30)
    calls.add("ответ", whom=2, what="", within=60)
    now = 31.0
    assert taken(calls) == ["ответ"]


async def test_a_line_makes_a_few_calls_at_a_time_and_none_after_it_was_closed() -> None:
    line, running, most, held = CosmeticLine(), 0, 0, asyncio.Event()

    async def call() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await held.wait()
        running -= 1

    for person in range(10):
        line.add(call, whom=person, what="", within=60)
    await asyncio.sleep(0)
    held.set()
    await line.close()
    line.add(call, whom=99, what="", within=60)
    await asyncio.sleep(0)
    assert (running, most) == (0, AT_A_TIME)


def test_a_subject_is_new_once_a_day() -> None:
    now = 0.0
    told = Lately(ticks=lambda: now)
    assert [told.is_new(-100), told.is_new(-100), told.is_new(-200)] == [True, False, True]
    now = DAY - 1
    assert not told.is_new(-100)
    now = DAY
    assert [told.is_new(-100), told.is_new(-100)] == [True, False]


def test_thousands_of_others_do_not_make_a_group_forgotten() -> None:
    told = Lately(ticks=lambda: 0.0)
    told.is_new("group")
    assert [told.is_new(number) for number in range(REMEMBERED - 1)] == [True] * (REMEMBERED - 1)
    assert not told.is_new("group")
    told.is_new("one more")
    told.is_new("and one more")
    assert told.is_new("group")
