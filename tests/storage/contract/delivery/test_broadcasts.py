"""Broadcasts are submitted and filled in by chunks; people who no longer need one are skipped."""

from datetime import date, timedelta

import pytest

from flows.values.segments import Segment
from storage.port.answers import Granted, Refused
from storage.port.delivery.deliveries import Ended
from storage.port.people.chats import ChatKey
from storage.port.turns import RecordRow
from tests.support.storage.broadcasts import EVERYBODY, author_of, families_of, removed, row, submit
from tests.support.storage.classes import substituted
from tests.support.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    GRAN,
    HOUR,
    MUM,
    NOW,
    TEACHER,
    WORDS,
    Town,
)


async def test_a_broadcast_goes_once_to_those_it_is_still_for(town: Town) -> None:
    klass = await town.taught()
    mums, _ = await town.child_of(MUM, klass), await town.child_of(DAD, klass)
    assert await town.submit(klass, Segment("without", step="account")) == Granted({"broadcast": "b1"})
    assert [await town.fill(most=1), await town.fill(most=1), await town.fill(), await town.fill()] == [
        True, True, False, False,
    ]  # fmt: skip
    mum = await town.person(MUM)
    await town.keep(records=[RecordRow(mums, "account", "", "finished", date(2026, 11, 20), mum)])
    (claimed,) = await town.claims()
    assert (claimed.key, claimed.body, claimed.broadcast, claimed.urgency) == (DAD, WORDS, "b1", 3)
    async with town.store.work() as work:
        await work.delivery.settle([Ended(claimed.id, "sent", "m1")], NOW)
    teacher = await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.fan_out.over(NOW) == [("b1", teacher)]
        assert await work.fan_out.over(NOW) == []
    found = await town.reported(TEACHER)
    assert found is not None
    assert (found.people, found.sent, found.needless, found.waiting) == (2, 1, 1, 0)
    assert await town.reported(ADMIN) is None


async def test_nobody_writes_to_a_class_that_is_not_theirs(town: Town) -> None:
    klass = await town.taught()
    assert await town.submit(klass, Segment(), author=MUM) == Refused("unknown")
    assert await town.submit("не-наш", Segment()) == Refused("unknown")


async def test_the_budget_holds_back_a_third_reminder_of_seven_days(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    for n in (1, 2, 3):
        await town.submit(klass, Segment(), ident=f"b{n}", kind="reminder")
        await town.fill(f"b{n}")
    reports = [await town.reported(TEACHER, f"b{n}") for n in (1, 2, 3)]
    assert [(each.waiting, each.held) for each in reports if each] == [(1, 0), (1, 0), (0, 1)]


async def test_a_stopped_broadcast_writes_to_nobody_more(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, Segment())
    await town.fill()
    async with town.store.work() as work:
        await work.broadcasts.stop("b1", NOW)
    assert await town.claims() == []
    found = await town.reported(TEACHER)
    assert found is not None
    assert (found.state, found.people, found.stopped, found.waiting) == ("stopped", 1, 1, 0)


async def test_a_teacher_who_left_writes_no_more(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, Segment())
    await town.fill()
    teacher = await town.person(TEACHER)
    async with town.store.work() as work:
        await work.erasure.forget(teacher, NOW)  # one of the ways to lose the role
    assert await town.claims() == []


async def test_a_broadcast_is_its_authors_alone(town: Town) -> None:
    klass, _ = await town.two_teachers()
    await town.submit(klass, EVERYBODY)
    persons = {key: await town.person(key) for key in (TEACHER, DEPUTY, ADMIN, MUM)}
    async with town.store.work() as work:
        found = {key: await work.broadcasts.authored("b1", person) for key, person in persons.items()}
        assert await work.broadcasts.authored("b1", "") is None
        assert await work.broadcasts.authored("no-such", persons[TEACHER]) is None
    mine = found.pop(TEACHER)
    assert mine is not None
    assert (mine.id, mine.body, mine.classes, mine.segment) == ("b1", WORDS, (klass,), EVERYBODY)
    assert set(found.values()) == {None}


async def test_what_was_accepted_is_kept_as_it_was_said(town: Town) -> None:
    klass = await town.taught()
    of = await row(town, klass, "b1", confirms=True, title="Собрание", slots='{"by": "teacher"}', before="2026-11-09")
    of = of._replace(segment=Segment("numbers", numbers=(3, 7)), due=NOW + HOUR)
    assert await submit(town, of) == Granted({"broadcast": "b1"})
    async with town.store.work() as work:
        assert await work.broadcasts.authored("b1", of.author) == of._replace(cause="b1")


async def test_nobody_writes_to_two_classes_of_which_one_is_not_theirs(town: Town) -> None:
    klass, other = await town.two_teachers()
    of = await row(town, klass, "b1")
    assert await submit(town, of._replace(classes=(klass, other))) == Refused("unknown")
    assert await submit(town, of._replace(classes=())) == Refused("unknown")
    assert isinstance(await submit(town, of._replace(classes=(klass, other), author=await town.person(ADMIN))), Granted)


@pytest.mark.parametrize("how", ["cause", "fixes", "unread"])
async def test_what_another_sent_is_not_repeated_corrected_or_asked_about(town: Town, how: str) -> None:
    klass, other = await town.two_teachers()
    await town.submit(klass, EVERYBODY)
    named: dict[str, dict[str, object]] = {
        "cause": {"cause": "b1"},
        "fixes": {"fixes": "b1"},
        "unread": {"segment": Segment("unread", broadcast="b1")},
    }
    theirs = (await row(town, other, "b2", DEPUTY))._replace(**named[how])  # type: ignore[arg-type]
    ours = (await row(town, klass, "b3"))._replace(**named[how])  # type: ignore[arg-type]
    assert await submit(town, theirs) == Refused("unknown")
    assert await submit(town, ours) == Granted({"broadcast": "b3"})


async def test_a_role_that_has_ended_submits_nothing(town: Town) -> None:
    klass = await town.taught()
    await substituted(town, klass, GRAN, DAY)
    of = await row(town, klass, "b1", GRAN)
    async with town.store.work() as work:
        assert await work.broadcasts.submit(of, NOW + DAY) == Refused("unknown")
        assert isinstance(await work.broadcasts.submit(of, NOW + DAY - HOUR), Granted)


async def test_a_due_broadcast_is_filled_in_once(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await submit(town, (await row(town, klass, "b1"))._replace(due=NOW + HOUR))
    async with town.store.work() as work:
        assert await work.fan_out.filling(NOW) == []
        assert await work.fan_out.filling(NOW + HOUR) == ["b1"]
        assert await work.fan_out.fill("b1", NOW + HOUR) is False
        assert await work.fan_out.filling(NOW + HOUR) == []
        assert await work.fan_out.under_way() == [("b1", await author_of(work, "b1"))]


async def test_chunks_repeated_write_to_each_once(town: Town) -> None:
    klass = await town.taught()
    for number in range(5):
        await town.child_of(ChatKey(DAD.account, f"40{number}"), klass)
    await town.submit(klass, EVERYBODY)
    fills = [await town.fill(most=2) for _ in range(6)]
    assert fills == [True, True, False, False, False, False]
    found = await town.reported(TEACHER)
    assert found is not None
    assert (found.people, found.waiting) == (5, 5)
    assert len(await town.claims()) == 5


async def test_a_parent_of_two_children_is_written_to_once(town: Town) -> None:
    klass = await town.taught()
    for card in ("one", "two"):
        await town.child_of(MUM, klass, card)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    assert len(await town.claims()) == 1


async def test_a_broadcast_without_recipients_is_over_at_once(town: Town) -> None:
    klass = await town.taught()
    await town.submit(klass, EVERYBODY)
    assert await town.fill() is False
    teacher = await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.fan_out.over(NOW) == [("b1", teacher)]
    found = await town.reported(TEACHER)
    assert found is not None
    assert (found.people, found.state) == (0, "ended")


async def test_no_recipients_are_filled_in_for_an_author_without_the_role(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await removed(town, klass)
    assert await town.fill() is False
    assert await town.claims() == []
    async with town.store.work() as work:
        assert (await work.fan_out.filling(NOW), await work.fan_out.under_way(), await work.fan_out.over(NOW)) == (
            [],
            [],
            [],
        )


async def test_an_unknown_broadcast_is_not_filled_in(town: Town) -> None:
    assert await town.fill("no-such") is False


async def test_a_recipient_who_left_the_class_after_the_list_was_made_is_skipped(town: Town) -> None:
    klass = await town.taught()
    for key in (MUM, DAD):
        await town.child_of(key, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    teacher, mum = await town.person(TEACHER), await town.person(MUM)
    async with town.store.work() as work:
        ((family, _),) = [(f, n) for f, n in await families_of(work, klass, teacher) if n == mum]
        assert isinstance(await work.families.remove(klass, family, teacher, NOW), Granted)
    async with town.store.work() as work:
        claimed = await work.delivery.claim(NOW, 10, [MUM.account])
        assert ([each.key for each in claimed], work.delivery.skipped) == ([DAD], 1)
    found = await town.reported(TEACHER)
    assert found is not None
    assert (found.people, found.needless) == (2, 1)


async def test_a_reminder_that_was_not_needed_costs_nothing(town: Town) -> None:
    klass = await town.taught()
    child, mum = await town.child_of(MUM, klass), await town.person(MUM)
    for number in (1, 2):
        await town.submit(klass, Segment("without", step="account"), ident=f"b{number}", kind="reminder")
        await town.fill(f"b{number}")
    async with town.store.work() as work:
        assert await work.budget.spent([mum], "reminder", NOW - DAY) == {mum}
    await town.keep(records=[RecordRow(child, "account", "", "finished", NOW.date(), mum)])
    assert await town.claims() == []
    async with town.store.work() as work:
        assert await work.budget.spent([mum], "reminder", NOW - DAY) == frozenset()


async def test_a_paused_broadcast_is_neither_filled_in_nor_claimed_till_the_pause_is_over(town: Town) -> None:
    """A pause that ends now is no pause."""
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await town.submit(klass, EVERYBODY, ident="b2", kind="reminder")
    await town.fill()
    async with town.store.work() as work:
        for ident in ("b1", "b2"):
            await work.broadcasts.pause(ident, NOW + timedelta(minutes=10))
        assert await work.fan_out.filling(NOW) == []
        assert await work.fan_out.over(NOW) == []
        assert await work.timers.next_due() == NOW + timedelta(minutes=10)
    assert await town.claims() == []
    async with town.store.work() as work:
        await work.broadcasts.pause("b1", NOW)
        assert await work.fan_out.filling(NOW + timedelta(minutes=10)) == ["b2"]
    assert len(await town.claims()) == 1
