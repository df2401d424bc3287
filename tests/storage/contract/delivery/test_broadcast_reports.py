"""Broadcasts are stopped, confirmed and reported; the numbers of every report add up."""

from datetime import timedelta

from flows.values.segments import Segment
from storage.port.answers import Granted, Refused
from storage.port.delivery.deliveries import Ended
from storage.port.people.chats import ChatKey
from tests.support.storage.broadcasts import EVERYBODY, confirm, removed, row, sent, submit, unread
from tests.support.storage.lists import mine
from tests.support.storage.town import (
    ADMIN,
    DAD,
    GRAN,
    MUM,
    NOW,
    STRANGER,
    TEACHER,
    WORDS,
    Town,
)


async def test_a_stopped_broadcast_is_cleared_by_chunks_and_its_report_adds_up(town: Town) -> None:
    klass = await town.taught()
    for number in range(5):
        await town.child_of(ChatKey(DAD.account, f"40{number}"), klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    first, second, *_ = await town.claims(most=2)
    await town.ended(Ended(first.id, "sent", "m1"), Ended(second.id, "later", tried=True, why="unknown"))
    async with town.store.work() as work:
        await work.broadcasts.stop("b1", NOW)
        assert await work.fan_out.stopped() == ["b1"]
        cleared = [await work.fan_out.clear("b1", NOW, 2) for _ in range(3)]
        assert cleared == [True, True, False]
        assert await work.fan_out.stopped() == []
    found = await town.reported(TEACHER)
    assert found is not None
    assert (found.state, found.sent, found.unknown, found.stopped) == ("stopped", 1, 1, 3)
    assert found.people == 5


async def test_a_finished_broadcast_is_not_stopped_and_a_stopped_one_is_not_finished(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    await sent(town)
    async with town.store.work() as work:
        await work.broadcasts.stop("b1", NOW)
    await town.submit(klass, EVERYBODY, ident="b2", kind="reminder")
    async with town.store.work() as work:
        await work.broadcasts.stop("b2", NOW)
        assert await work.fan_out.fill("b2", NOW) is False
        assert await work.fan_out.over(NOW) == []
    states = [found.state for ident in ("b1", "b2") if (found := await town.reported(TEACHER, ident))]
    assert states == ["ended", "stopped"]


async def test_a_report_tells_every_end_and_adds_up(town: Town) -> None:
    klass = await town.taught()
    keys = [ChatKey("telegram", f"50{number}") for number in range(3)] + [MUM, DAD, GRAN]
    for key in keys:
        await town.child_of(key, klass)
    await town.keep(mutes=[(await town.person(GRAN), True)])
    async with town.store.work() as work:
        await work.dialogs.reach(keys[0], reachable=False)
        await work.dialogs.reach(MUM, reachable=False)
    await town.submit(klass, EVERYBODY, kind="reminder")
    await town.fill()
    ends = {keys[1]: "unknown", keys[2]: "refused", DAD: "sent"}
    for claimed in await town.claims():
        await town.ended(Ended(claimed.id, ends[claimed.key], "m"))
    found = await town.reported(TEACHER)
    assert found is not None
    told = (found.sent, found.unknown, found.refused, found.blocked, found.denied, found.muted, found.waiting)
    assert told == (1, 1, 1, 1, 1, 1, 0)
    assert found.people == len(keys)


async def test_an_author_without_the_role_gets_no_report(town: Town) -> None:
    klass = await town.taught()
    await town.submit(klass, EVERYBODY)
    await removed(town, klass)
    assert await town.reported(TEACHER) is None
    assert await town.lists(TEACHER, mine) == []


async def test_only_a_recipient_can_confirm_a_broadcast(town: Town) -> None:
    klass, other = await town.two_teachers()
    await town.child_of(MUM, klass)
    await town.child_of(DAD, other)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    await sent(town)
    assert await confirm(town, MUM) == await confirm(town, MUM) == Granted({})
    for key in (DAD, STRANGER, TEACHER):
        assert await confirm(town, key) == Refused("unknown")
    assert await confirm(town, MUM, "no-such") == Refused("unknown")
    found = await town.reported(TEACHER)
    assert found is not None
    assert found.confirmed == 1


async def test_a_family_has_read_it_when_one_of_its_parents_has(town: Town) -> None:
    klass = await town.taught()
    child = await town.child_of(MUM, klass)
    await town.redeem(await town.code("child", MUM, child=child), DAD)
    await town.child_of(GRAN, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    assert await unread(town, TEACHER) == []  # nobody has received it yet
    await sent(town)
    assert await unread(town, TEACHER) == [0, 0]
    await confirm(town, DAD)
    assert await unread(town, TEACHER) == [0]
    for key in (ADMIN, GRAN, STRANGER):
        assert await unread(town, key) == []


async def test_families_that_have_not_read_it_are_told_by_their_numbers(town: Town) -> None:
    klass = await town.taught()
    teacher = await town.person(TEACHER)
    for key in (MUM, DAD, GRAN):
        await town.child_of(key, klass)
    async with town.store.work() as work:
        await work.families.set_count(klass, 28, teacher, NOW)
        for mark, number in (("n1", 12), ("n2", 3)):
            assert isinstance(await work.families.number(klass, mark, number, teacher, NOW), Granted)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    await sent(town)
    assert await unread(town, TEACHER) == [3, 12, 0]


async def test_who_was_written_to_learns_which_child_it_is_about_and_nobody_else(town: Town) -> None:
    klass = await town.taught()
    child = await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    mum, stranger = await town.person(MUM), await town.person(STRANGER)
    async with town.store.work() as work:
        assert await work.broadcasts.written_about("b1", mum) == Granted({"child": child, "mends": "teacher"})
        assert await work.broadcasts.written_about("b1", stranger) == Refused("unknown")


async def test_ended_broadcasts_go_after_thirty_days_with_all_that_came_of_them(town: Town) -> None:
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    await sent(town)
    await confirm(town, MUM)
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + timedelta(days=30))
    assert await town.reported(TEACHER) is None
    assert await confirm(town, MUM) == Refused("unknown")


async def test_who_cannot_be_reached_or_muted_reminders_is_told_apart(town: Town) -> None:
    """The preview counts both."""
    klass = await town.taught()
    for key in (MUM, DAD, GRAN):
        await town.child_of(key, klass)
    mum, dad, gran = [await town.person(key) for key in (MUM, DAD, GRAN)]
    await town.keep(mutes=[(gran, True)])
    async with town.store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
        found = await work.segments.closed([mum, dad, gran])
    assert found == (frozenset({mum}), frozenset({gran}))


async def test_the_body_of_a_broadcast_is_read_by_those_it_was_sent_to(town: Town) -> None:
    """A stranger gets nothing."""
    klass = await town.taught()
    await town.child_of(MUM, klass)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    mum, stranger = await town.person(MUM), await town.person(STRANGER)
    async with town.store.work() as work:
        assert await work.broadcasts.received("b1", mum) == WORDS
        assert await work.broadcasts.received("b1", stranger) == ""


async def test_those_who_have_not_read_it_are_families_and_a_repeat_asks_about_the_same(town: Town) -> None:
    """Mum and Dad have one child: what Dad has read, Mum is not asked about. A repeat has the same readers."""
    klass = await town.taught()
    child = await town.child_of(MUM, klass)
    await town.redeem(await town.code("child", MUM, child=child), DAD)
    await town.child_of(GRAN, klass)
    gran = await town.person(GRAN)
    await town.submit(klass, EVERYBODY)
    await town.fill()
    await sent(town)
    await submit(town, await row(town, klass, "b2", cause="b1"))
    await confirm(town, DAD)
    async with town.store.work() as work:
        for broadcast in ("b1", "b2"):
            unread_of = Segment("unread", broadcast=broadcast)
            assert await work.segments.members([klass], unread_of, "") == [gran]
            assert await work.segments.count([klass], unread_of, "") == (1, 1)
