"""What any store does for broadcasts, method by method; a store's test module inherits it with `Contract`."""

from datetime import timedelta

import pytest

from flows.values.segments import Segment
from storage.port.answers import Answer, Granted, Refused
from storage.port.broadcasts import BroadcastRow
from storage.port.budget import WITHIN
from storage.port.chats import ChatKey
from storage.port.delivery import Ended
from storage.port.turns import RecordRow
from tests.storage.classes import substituted
from tests.storage.town import ADMIN, DAD, DAY, DEPUTY, GRAN, HOUR, MUM, NOW, SCHOOL, STRANGER, TEACHER, WORDS, Town

EVERYBODY = Segment()


async def sent(town: Town) -> None:
    """Let everything that can go arrive."""
    for claimed in await town.claims():
        await town.ended(Ended(claimed.id, "sent", f"m{claimed.id}"))
    async with town.store.work() as work:
        await work.fan_out.over(NOW)


async def confirm(town: Town, key: ChatKey, broadcast: str = "b1") -> Answer:
    """Let somebody say they read it."""
    person = await town.person(key)
    async with town.store.work() as work:
        return await work.broadcasts.confirm(broadcast, person, NOW)


async def unread(town: Town, key: ChatKey, broadcast: str = "b1") -> list[int]:
    """Let somebody ask who has not."""
    person = await town.person(key)
    async with town.store.work() as work:
        return list(await work.broadcasts.unread(broadcast, person))


async def removed(town: Town, klass: str) -> None:
    """Let the teacher lose the hat."""
    person = await town.person(TEACHER)
    async with town.store.work() as work:
        assert await work.roles.leave(klass, person) == Granted({})


async def row(town: Town, klass: str, ident: str, by: ChatKey = TEACHER, **more: object) -> BroadcastRow:
    """Make a broadcast's row."""
    author = await town.person(by)
    return BroadcastRow(ident, author, SCHOOL, (klass,), EVERYBODY, WORDS, NOW, NOW - WITHIN["own"], **more)  # type: ignore[arg-type]


async def submit(town: Town, of: BroadcastRow) -> Answer:
    """Accept a row."""
    async with town.store.work() as work:
        return await work.broadcasts.submit(of, NOW)


class BroadcastsContract:
    """Any store."""

    # submit

    async def test_a_broadcast_is_its_authors_alone(self, town: Town) -> None:
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

    async def test_what_was_accepted_is_kept_as_it_was_said(self, town: Town) -> None:
        klass = await town.taught()
        of = await row(
            town, klass, "b1", confirms=True, title="Собрание", told='{"by": "teacher"}', before="2026-11-09"
        )
        of = of._replace(segment=Segment("numbers", numbers=(3, 7)), due=NOW + HOUR)
        assert await submit(town, of) == Granted({"broadcast": "b1"})
        async with town.store.work() as work:
            assert await work.broadcasts.authored("b1", of.author) == of._replace(cause="b1")

    async def test_nobody_writes_to_two_classes_of_which_one_is_not_theirs(self, town: Town) -> None:
        klass, other = await town.two_teachers()
        of = await row(town, klass, "b1")
        assert await submit(town, of._replace(classes=(klass, other))) == Refused("unknown")
        assert await submit(town, of._replace(classes=())) == Refused("unknown")
        assert isinstance(
            await submit(town, of._replace(classes=(klass, other), author=await town.person(ADMIN))), Granted
        )

    @pytest.mark.parametrize("how", ["cause", "fixes", "unread"])
    async def test_what_another_sent_is_not_repeated_corrected_or_asked_about(self, town: Town, how: str) -> None:
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

    async def test_a_hat_that_is_over_submits_nothing(self, town: Town) -> None:
        klass = await town.taught()
        await substituted(town, klass, GRAN, DAY)
        of = await row(town, klass, "b1", GRAN)
        async with town.store.work() as work:
            assert await work.broadcasts.submit(of, NOW + DAY) == Refused("unknown")
            assert isinstance(await work.broadcasts.submit(of, NOW + DAY - HOUR), Granted)

    # filling, fill

    async def test_what_is_due_is_filled_in_and_then_no_more(self, town: Town) -> None:
        klass = await town.taught()
        await town.child_of(MUM, klass)
        await submit(town, (await row(town, klass, "b1"))._replace(due=NOW + HOUR))
        async with town.store.work() as work:
            assert await work.fan_out.filling(NOW) == []
            assert await work.fan_out.filling(NOW + HOUR) == ["b1"]
            assert await work.fan_out.fill("b1", NOW + HOUR) is False
            assert await work.fan_out.filling(NOW + HOUR) == []
            assert await work.fan_out.under_way() == [("b1", await _author(work, "b1"))]

    async def test_chunks_repeated_write_to_each_once(self, town: Town) -> None:
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

    async def test_a_parent_of_two_children_is_written_to_once(self, town: Town) -> None:
        klass = await town.taught()
        for card in ("one", "two"):
            await town.child_of(MUM, klass, card)
        await town.submit(klass, EVERYBODY)
        await town.fill()
        assert len(await town.claims()) == 1

    async def test_of_nobody_a_broadcast_is_over_at_once(self, town: Town) -> None:
        klass = await town.taught()
        await town.submit(klass, EVERYBODY)
        assert await town.fill() is False
        teacher = await town.person(TEACHER)
        async with town.store.work() as work:
            assert await work.fan_out.over(NOW) == [("b1", teacher)]
        found = await town.reported(TEACHER)
        assert found is not None
        assert (found.people, found.state) == (0, "ended")

    async def test_nobody_is_filled_in_for_who_lost_the_hat(self, town: Town) -> None:
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

    async def test_what_is_not_there_is_not_filled_in(self, town: Town) -> None:
        assert await town.fill("no-such") is False

    # claim: asked again

    async def test_who_left_the_class_after_the_list_was_made_is_spared(self, town: Town) -> None:
        klass = await town.taught()
        for key in (MUM, DAD):
            await town.child_of(key, klass)
        await town.submit(klass, EVERYBODY)
        await town.fill()
        teacher, mum = await town.person(TEACHER), await town.person(MUM)
        async with town.store.work() as work:
            ((family, _),) = [(f, n) for f, n in await _families(work, klass, teacher) if n == mum]
            assert isinstance(await work.families.remove(klass, family, teacher, NOW), Granted)
        async with town.store.work() as work:
            claimed = await work.delivery.claim(NOW, 10, [MUM.account])
            assert ([each.key for each in claimed], work.delivery.skipped) == ([DAD], 1)
        found = await town.reported(TEACHER)
        assert found is not None
        assert (found.people, found.needless) == (2, 1)

    async def test_a_reminder_that_was_not_needed_costs_nothing(self, town: Town) -> None:
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

    # stop, stopped, clear

    async def test_a_stopped_broadcast_is_cleared_by_chunks_and_its_report_adds_up(self, town: Town) -> None:
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

    async def test_what_is_over_is_not_stopped_and_what_is_stopped_is_not_over(self, town: Town) -> None:
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

    # reported

    async def test_a_report_tells_every_end_and_adds_up(self, town: Town) -> None:
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

    async def test_a_report_is_no_more_of_who_lost_the_hat(self, town: Town) -> None:
        klass = await town.taught()
        await town.submit(klass, EVERYBODY)
        await removed(town, klass)
        assert await town.reported(TEACHER) is None
        assert await town.options("broadcasts", TEACHER) == ()

    # confirm, unread

    async def test_only_who_it_was_sent_to_has_read_it(self, town: Town) -> None:
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

    async def test_a_family_has_read_it_when_one_of_its_parents_has(self, town: Town) -> None:
        klass = await town.taught()
        child = await town.child_of(MUM, klass)
        await town.redeem(await town.code("child", MUM, child=child), DAD)
        await town.child_of(GRAN, klass)
        await town.submit(klass, EVERYBODY)
        await town.fill()
        assert await unread(town, TEACHER) == []  # nobody has it yet
        await sent(town)
        assert await unread(town, TEACHER) == [0, 0]
        await confirm(town, DAD)
        assert await unread(town, TEACHER) == [0]
        for key in (ADMIN, GRAN, STRANGER):
            assert await unread(town, key) == []

    async def test_families_that_have_not_read_it_are_told_by_their_numbers(self, town: Town) -> None:
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

    # told of a letter

    async def test_who_was_written_to_learns_which_child_it_is_about_and_nobody_else(self, town: Town) -> None:
        klass = await town.taught()
        child = await town.child_of(MUM, klass)
        await town.submit(klass, EVERYBODY)
        await town.fill()
        mum, stranger = await town.person(MUM), await town.person(STRANGER)
        async with town.store.work() as work:
            assert await work.broadcasts.written_about("b1", mum) == Granted({"child": child, "mends": "teacher"})
            assert await work.broadcasts.written_about("b1", stranger) == Refused("unknown")

    async def test_ended_broadcasts_go_after_thirty_days_with_all_that_came_of_them(self, town: Town) -> None:
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


async def _author(work: object, broadcast: str) -> str:
    ((author,),) = await work.boards._db.rows("SELECT author FROM broadcasts WHERE id = :b", b=broadcast)  # type: ignore[attr-defined]
    return str(author)


async def _families(work: object, klass: str, teacher: str) -> list[tuple[str, str]]:
    found = []
    for family in ("n1", "n2"):
        for parent, _ in await work.families.parents(klass, family, teacher):  # type: ignore[attr-defined]
            found.append((family, parent))
    return found
