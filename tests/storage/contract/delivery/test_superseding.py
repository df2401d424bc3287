"""A chat has one waiting screen: while a screen is queued, the next screen of the chat replaces it."""

from datetime import timedelta

import pytest

from storage.port.delivery.deliveries import Claimed, DeliveryRow, Ended
from tests.support.storage.town import DAD, HOUR, MUM, NOW, WORDS, Town

SOON = timedelta(seconds=5)


async def left(town: Town) -> list[str]:
    """Send everything that is queued for now; return the bodies in the order in which they went."""
    bodies: list[str] = []
    while claimed := await town.claims():
        bodies += [each.body for each in claimed]
        await town.ended(*(Ended(each.id, "sent", f"m{each.id}") for each in claimed))
    return bodies


async def test_a_thousand_screens_that_nobody_saw_are_one(town: Town) -> None:
    for number in range(1000):
        await town.shown(MUM, f"Экран {number}")
    await town.shown(DAD, "Другой чат")
    assert await left(town) == ["Экран 999", "Другой чат"]


async def test_screens_of_one_batch_are_one(town: Town) -> None:
    """The newest is sent, and as an edit only if all were: the first of them began a new message."""
    mum, dad = (await town.chat_state(MUM)).chat, (await town.chat_state(DAD)).chat
    rows = [
        DeliveryRow(1, mum, 0, "новое", NOW, living=True, replaceable=True),
        DeliveryRow(2, dad, 0, "чужое", NOW, edit=True, living=True, replaceable=True),
        DeliveryRow(3, mum, 0, "правка", NOW, edit=True, living=True, replaceable=True),
        DeliveryRow(4, mum, 0, "последнее", NOW, edit=True, living=True, replaceable=True),
    ]
    await town.keep(deliveries=rows)
    assert [(each.id, each.edit) for each in await town.claims()] == [(2, True), (4, False)]


async def test_the_newest_screen_stands_in_the_queue_where_the_first_stood(town: Town) -> None:
    """Whoever presses again in a long queue does not go to its end."""
    await town.shown(MUM)
    other = await town.shown(DAD, due=NOW + SOON)
    newest = await town.shown(MUM, due=NOW + 2 * SOON)
    assert await town.claimed(NOW + HOUR) == [newest, other]


@pytest.mark.parametrize(("first", "then", "edits"), [(True, True, True), (False, True, False), (True, False, False)])
async def test_the_newest_is_an_edit_only_if_the_replaced_one_was(
    town: Town, first: bool, then: bool, edits: bool
) -> None:
    await town.shown(MUM, edit=first)
    await town.shown(MUM, edit=then)
    assert [each.edit for each in await town.claims()] == [edits]


async def test_what_is_worth_keeping_is_kept(town: Town) -> None:
    """A screen to keep, a file, a notice and an answer of staff all arrive, and before the screen below them."""
    await town.said(MUM, living=True, body="справка")
    await town.shown(MUM, "экран")
    await town.said(MUM, body="предпросмотр")
    await town.said(MUM, urgency=1, body="ответ школы")
    await town.shown(MUM, "последний экран")
    assert await left(town) == ["справка", "предпросмотр", "последний экран", "ответ школы"]


async def test_the_same_words_wait_once_even_if_they_are_worth_keeping(town: Town) -> None:
    """So a person who presses one button for ever has a bounded queue."""
    for _ in range(3):
        await town.said(MUM, living=True, body=WORDS)
    assert await left(town) == [WORDS]


async def test_a_screen_that_is_being_sent_is_not_replaced(town: Town) -> None:
    first = await town.shown(MUM)
    assert await town.claimed() == [first]
    await town.shown(MUM)
    third = await town.shown(MUM)
    await town.ended(Ended(first, "sent", "m1"))
    assert await town.claimed() == [third]


async def test_who_moved_on_gets_the_new_screen_instead_of_a_repeat(town: Town) -> None:
    """The old one may have arrived. The new one is tried at once, and is no repeat."""
    await town.shown(MUM)
    (first,) = await town.claims()
    await town.ended(Ended(first.id, "later", why="unknown", due=NOW + HOUR))
    newest = await town.shown(MUM, edit=True)
    (claimed,) = await town.claims()
    assert _tried(claimed) == (newest, 0, 0, False)


async def test_a_chat_that_must_rest_rests_whatever_its_person_presses(town: Town) -> None:
    await town.shown(MUM)
    (first,) = await town.claims()
    await town.ended(Ended(first.id, "later", why="429", due=NOW + HOUR))
    newest = await town.shown(MUM)
    assert await town.claimed() == []
    assert await town.claimed(NOW + HOUR) == [newest]


def _tried(of: Claimed) -> tuple[int, int, int, bool]:
    return of.id, of.attempts, of.interrupted, of.edit
