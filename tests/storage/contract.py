"""What any store does, told once: a store's own test module inherits `Contract` and gives the fixtures it names.

`open_again` opens the same place anew, as a process that starts does, and closes it at the end; `store` is the first
one opened; `linked` makes MUM and MUM_TOO two chats of one person and gives them.
"""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta

import pytest
from msgspec.structs import replace

from flows.context.known import Hat, Known, Stage
from flows.values.events import News, Option, WaitedOut
from flows.values.segments import Segment
from flows.values.session import Left, Place, Session
from storage.port.answers import Granted, Lost, Refused
from storage.port.chats import ChatKey
from storage.port.delivery import Claimed, DeliveryRow, Ended, Waiting
from storage.port.files import FileRow
from storage.port.store import Store, Work
from storage.port.tickets import TicketRow
from storage.port.timers import CancelRow, TimerRow
from storage.port.turns import ChildRow, LogRow, RecordRow, Rows
from tests.storage.of_files import OfFiles
from tests.storage.of_misses import OfMisses, taught
from tests.storage.town import (
    ADMIN,
    DAD,
    DAY,
    DEPUTY,
    GRAN,
    HOUR,
    MUM,
    MUM_TOO,
    NOW,
    SCHOOL,
    STRANGER,
    TEACHER,
    VK,
    WORDS,
    Town,
    promise,
)

Open = Callable[[], Awaitable[Store]]


class Contract(OfFiles, OfMisses):
    """Any store."""

    @pytest.fixture
    def town(self, store: Store) -> Town:
        """Give a store with nobody in it."""
        return Town(store)

    # One transaction

    async def test_a_work_that_fails_leaves_nothing(self, town: Town) -> None:
        chat = (await town.standing(MUM)).chat

        async def failing() -> None:
            async with town.store.work() as work:
                await work.turns.keep(Rows(sessions={chat: Session("status", "manual", 7)}), NOW)
                await work.updates.fresh(["vk:1"], NOW)
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await failing()
        assert (await town.standing(MUM)).session == Session()
        async with town.store.work() as work:
            assert await work.updates.fresh(["vk:1"], NOW) == {"vk:1"}

    async def test_a_work_that_is_cancelled_leaves_nothing(self, town: Town) -> None:
        chat, inside = (await town.standing(MUM)).chat, asyncio.Event()

        async def endless() -> None:
            async with town.store.work() as work:
                await work.turns.keep(Rows(sessions={chat: Session("status", "manual", 7)}), NOW)
                inside.set()
                await asyncio.Event().wait()

        task = asyncio.create_task(endless())
        await inside.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert (await town.standing(MUM)).session == Session()

    async def test_a_second_work_waits_for_the_first(self, town: Town) -> None:
        order: list[str] = []

        async def second() -> None:
            async with town.store.work() as work:
                order.append("second begins")
                order.append("sees" if not await work.updates.fresh(["vk:1"], NOW) else "does not see")

        async with town.store.work() as work:
            waiting = asyncio.create_task(second())
            for _ in range(5):
                await work.updates.fresh(["vk:1"], NOW)
            order.append("first ends")
        await waiting
        assert order == ["first ends", "second begins", "sees"]

    async def test_what_was_kept_outlives_the_process(self, town: Town, open_again: Open) -> None:
        standing = await town.standing(MUM)
        told = Session("human", "write", 3, {"draft": WORDS}, back=Place("menu", "map"))
        await town.keep(sessions={standing.chat: told})
        await town.store.close()
        town.store = await open_again()
        assert await town.standing(MUM) == replace(standing, session=told)

    # Updates

    async def test_an_update_is_fresh_once(self, town: Town) -> None:
        async with town.store.work() as work:
            assert await work.updates.fresh(["vk:1", "vk:2"], NOW) == {"vk:1", "vk:2"}
        async with town.store.work() as work:
            assert await work.updates.fresh(["vk:2", "vk:3"], NOW + HOUR) == {"vk:3"}

    async def test_of_an_update_said_twice_in_a_batch_one_is_fresh(self, town: Town) -> None:
        async with town.store.work() as work:
            assert await work.updates.fresh(["vk:1", "vk:1"], NOW) == {"vk:1"}
            assert await work.updates.fresh([], NOW) == frozenset()

    async def test_an_update_is_remembered_for_eight_days(self, town: Town) -> None:
        async with town.store.work() as work:
            await work.updates.fresh(["vk:1"], NOW)
            await work.erasure.sweep(NOW + 7 * DAY)
            assert not await work.updates.fresh(["vk:1"], NOW)
            await work.erasure.sweep(NOW + 8 * DAY)
            assert await work.updates.fresh(["vk:1"], NOW)

    async def test_a_place_in_the_stream_is_kept(self, town: Town) -> None:
        async with town.store.work() as work:
            assert await work.updates.cursor(VK) == ""
            assert await work.updates.cursor(VK, "ts-184") == "ts-184"
        async with town.store.work() as work:
            assert await work.updates.cursor(VK) == "ts-184"
            await work.updates.cursor(VK, "ts-185")
            assert await work.updates.cursor(VK) == "ts-185"

    async def test_an_event_can_be_laid_aside_again(self, town: Town) -> None:
        async with town.store.work() as work:
            await work.updates.lay_aside("vk:1", MUM, "ZeroDivisionError", NOW)
            await work.updates.lay_aside("vk:1", MUM, "KeyError", NOW)

    # Where people stand

    async def test_a_chat_never_met_begins_with_nothing_known(self, town: Town) -> None:
        standing = await town.standing(MUM)
        assert standing.key == MUM
        assert standing.session == Session()
        assert standing.known == Known(person=standing.known.person)
        assert standing.known.person

    async def test_a_chat_met_again_is_the_same(self, town: Town) -> None:
        assert await town.standing(MUM) == await town.standing(MUM, NOW + DAY)

    async def test_two_chats_of_one_batch_are_two_persons(self, town: Town) -> None:
        async with town.store.work() as work:
            found = await work.chats.load([MUM, DAD, MUM], NOW)
        assert set(found) == {MUM, DAD}
        assert found[MUM].known.person != found[DAD].known.person

    async def test_nobody_asked_nobody_found(self, town: Town) -> None:
        async with town.store.work() as work:
            assert await work.chats.load([], NOW) == {}
            assert await work.chats.of_persons([], NOW) == {}
            assert await work.chats.of_persons(["nobody"], NOW) == {}
            assert await work.chats.person(MUM) == ""

    async def test_a_person_is_found_by_their_chat(self, town: Town) -> None:
        person = await town.person(MUM)
        async with town.store.work() as work:
            assert await work.chats.person(MUM) == person

    async def test_consent_and_silence_are_known(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(consents=[(person, "2026-09")], mutes=[(person, True)])
        known = await town.knows(MUM)
        assert (known.consent, known.muted) == ("2026-09", True)
        await town.keep(mutes=[(person, False)], log=[LogRow("unmuted", person)])
        assert not (await town.knows(MUM)).muted

    async def test_children_are_numbered_as_they_came(self, town: Town) -> None:
        klass = await town.founded()
        person = await town.person(MUM)
        await town.keep(NOW + HOUR, children=[ChildRow("а-2", person, "")])
        await town.keep(NOW, children=[ChildRow("я-1", person, klass)])
        first, second = (await town.knows(MUM)).children
        assert (first.id, first.number, first.klass, first.class_name, first.school) == ("я-1", 1, klass, "3Б", SCHOOL)
        assert (second.id, second.number, second.klass, second.school) == ("а-2", 2, "", "")

    async def test_a_card_begun_without_a_code_gets_its_class_later(self, town: Town) -> None:
        klass, child = await town.founded(), await town.child_of(MUM)
        await town.child_of(MUM, klass, child)
        await town.child_of(MUM, "", child)
        (card,) = (await town.knows(MUM)).children
        assert (card.id, card.klass, card.number) == (child, klass, 1)

    async def test_the_newest_record_of_each_track_and_document_counts(self, town: Town) -> None:
        child, person = await town.child_of(MUM), await town.person(MUM)
        days = [date(2026, 11, day) for day in (10, 12, 11)]
        await town.keep(
            records=[
                RecordRow(child, "documents", "snils", "sent", days[0], person),
                RecordRow(child, "documents", "birth", "sent", days[1], person),
                RecordRow(child, "documents", "snils", "verified", days[2], person),
            ]
        )
        (card,) = (await town.knows(MUM)).children
        assert card.stages == (
            Stage("documents", "sent", days[1], "birth"),
            Stage("documents", "verified", days[2], "snils"),
        )

    async def test_two_parents_see_one_child(self, town: Town) -> None:
        child = await town.child_of(MUM)
        assert isinstance(await town.redeem(await town.code("child", MUM, child=child), DAD), Granted)
        await town.keep(records=[RecordRow(child, "account", "", "finished", NOW.date(), await town.person(DAD))])
        assert (await town.knows(MUM)).children == (await town.knows(DAD)).children

    async def test_the_school_that_speaks_is_the_childs(self, town: Town) -> None:
        klass = await town.founded()
        assert (await town.knows(STRANGER)).school == SCHOOL  # the only one
        async with town.store.work() as work:
            await work.founding.establish("zelenets", "5А", NOW)
        assert (await town.knows(STRANGER)).school == ""
        await town.child_of(MUM, klass)
        assert (await town.knows(MUM)).school == SCHOOL
        assert (await town.knows(ADMIN)).school == SCHOOL  # of the hat

    async def test_the_child_spoken_of_decides_between_two_schools(self, town: Town) -> None:
        klass, person = await town.founded(), await town.person(MUM)
        async with town.store.work() as work:
            code = await work.founding.establish("zelenets", "5А", NOW)
            other = await work.codes.redeem(code, person, NOW)
        assert isinstance(other, Granted)
        await town.keep(children=[ChildRow("ж-1", person, klass), ChildRow("ж-2", person, other.told["klass"])])
        chat = (await town.standing(MUM)).chat
        assert (await town.knows(MUM)).school == SCHOOL
        await town.keep(sessions={chat: Session("menu", "map", 1, child="ж-2")})
        assert (await town.knows(MUM)).school == "zelenets"

    async def test_a_school_is_staffed_by_somebody_else_who_can_be_reached(self, town: Town) -> None:
        await town.founded()
        assert (await town.knows(STRANGER)).staffed
        assert not (await town.knows(ADMIN)).staffed
        async with town.store.work() as work:
            await work.dialogs.reach(ADMIN, reachable=False)
        assert not (await town.knows(STRANGER)).staffed
        await town.hired(DEPUTY)
        assert (await town.knows(STRANGER)).staffed

    async def test_a_person_stands_in_the_reachable_chat_they_used_last(self, town: Town, linked: str) -> None:
        await town.standing(MUM_TOO, NOW)
        await town.standing(MUM, NOW + HOUR)
        assert await self._stands(town, linked) == MUM
        await town.standing(MUM_TOO, NOW + 2 * HOUR)
        assert await self._stands(town, linked) == MUM_TOO
        async with town.store.work() as work:
            await work.dialogs.reach(MUM_TOO, reachable=False)
        assert await self._stands(town, linked) == MUM
        async with town.store.work() as work:
            await work.dialogs.reach(MUM, reachable=False)
        assert await self._stands(town, linked) is None

    async def _stands(self, town: Town, person: str) -> ChatKey | None:
        async with town.store.work() as work:
            found = await work.chats.of_persons([person, person], NOW)
        return found[person].key if found else None

    async def test_whoever_writes_can_be_reached_again(self, town: Town) -> None:
        person = await town.person(MUM)
        async with town.store.work() as work:
            await work.dialogs.reach(MUM, reachable=False)
            await work.dialogs.reach(STRANGER, reachable=False)  # never met: nothing to mark
        assert await self._stands(town, person) is None
        await town.standing(MUM)
        assert await self._stands(town, person) == MUM

    # One person, two chats

    async def _link(self, town: Town, maker: ChatKey, taker: ChatKey, now: datetime = NOW) -> Granted | Lost | Refused:
        code, person = await town.code("link", maker), await town.person(taker)
        async with town.store.work() as work:
            return await work.links.make(code, person, now)

    async def _unlink(self, town: Town, key: ChatKey, now: datetime = NOW) -> Granted | Lost | Refused:
        person = await town.person(key)
        async with town.store.work() as work:
            return await work.links.undo(person, now)

    async def test_what_a_link_brings_together_is_told_first_and_nothing_is_written(self, town: Town) -> None:
        await town.founded()
        await town.child_of(MUM)
        await town.asked(MUM_TOO)
        code = await town.code("link", MUM)
        told = {"children": "0", "questions": "1", "children_there": "1", "questions_there": "0"}
        for typed in (code, code.upper()):
            assert await town.redeem(typed, MUM_TOO) == Granted({"kind": "link", "code": code, **told})
        assert await town.person(MUM) != await town.person(MUM_TOO)

    async def test_a_code_of_a_link_is_for_another_chat_once_and_soon(self, town: Town) -> None:
        code, person = await town.code("link", MUM), await town.person(MUM_TOO)
        assert await town.redeem(code, MUM) == Refused("unknown")
        assert await town.redeem(code, MUM_TOO, NOW + timedelta(minutes=15)) == Refused("unknown")
        newer = await town.code("link", MUM)
        assert await town.redeem(code, MUM_TOO) == Refused("unknown")
        async with town.store.work() as work:
            assert await work.links.make(newer, person, NOW) == Granted({})
        dad = await town.person(DAD)
        assert await town.redeem(newer, DAD) == Lost()
        async with town.store.work() as work:
            assert await work.links.make(newer, dad, NOW) == Lost()
            assert await work.links.make("no-such", dad, NOW) == Refused("unknown")

    async def test_two_become_one_with_all_that_was_theirs(self, town: Town) -> None:
        await town.founded()
        hers, also = await town.child_of(MUM), await town.child_of(MUM_TOO)
        other = await town.person(MUM_TOO)
        await town.hired(MUM_TOO)
        await town.asked(MUM_TOO, child=also)
        later = TimerRow(f"later:{other}:{also}:f/s:", NOW, News("follow_up", "s", {}, also), other, None, also, "f")
        await town.keep(consents=[(other, "2026-11-21")], mutes=[(other, True)], timers=[later])
        assert await self._link(town, MUM, MUM_TOO) == Granted({})
        known = await town.knows(MUM_TOO)
        assert known.person == await town.person(MUM) != other
        assert {child.id for child in known.children} == {hers, also}
        assert known.wears("staff")
        assert (known.consent, known.muted) == ("2026-11-21", True)
        assert [ticket.id for ticket in known.tickets if ticket.mine] == ["t1"]
        await town.standing(MUM, NOW + HOUR)
        assert await town.due(NOW + HOUR) == [(MUM.peer, "s")]
        assert await town.kept(other) == {}

    async def test_for_a_day_two_can_be_made_of_one_again(self, town: Town) -> None:
        await town.founded()
        hers, also = await town.child_of(MUM), await town.child_of(MUM_TOO)
        mum, other = await town.person(MUM), await town.person(MUM_TOO)
        await town.hired(MUM_TOO)
        await town.asked(MUM_TOO, child=also)
        later = TimerRow(f"later:{other}:{also}:f/s:", NOW, News("follow_up", "s", {}, also), other, None, also, "f")
        await town.keep(consents=[(other, "2026-11-21")], mutes=[(mum, True)], timers=[later])
        before = {key: await town.knows(key) for key in (MUM, MUM_TOO)}
        counts = [await town.kept(person) for person in (mum, other)]
        await self._link(town, MUM, MUM_TOO)
        new = await town.child_of(MUM_TOO, child="new")
        await town.keep(children=[ChildRow(new, mum, "")])
        assert await self._unlink(town, MUM_TOO) == Granted({})
        assert await town.knows(MUM_TOO) == before[MUM_TOO]
        left = await town.knows(MUM)
        assert {child.id for child in left.children} == {hers, new}
        assert (left.consent, left.muted) == ("", True)
        assert await town.kept(other) == counts[1]
        assert await town.due(NOW) == [(MUM_TOO.peer, "s")]
        assert await self._unlink(town, MUM) == Refused("unknown")

    async def test_after_a_day_it_stays_and_the_other_is_no_more(self, town: Town) -> None:
        await self._link(town, MUM, MUM_TOO)
        assert await self._unlink(town, MUM, NOW + DAY) == Refused("unknown")
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + DAY)
        assert await self._unlink(town, MUM) == Refused("unknown")
        assert await town.person(MUM) == await town.person(MUM_TOO)

    async def test_what_both_had_is_had_once_and_by_both_again(self, town: Town) -> None:
        await town.founded()
        await town.hired(MUM)
        await town.hired(MUM_TOO)
        child = await town.child_of(MUM)
        mum, other = await town.person(MUM), await town.person(MUM_TOO)
        await town.keep(children=[ChildRow(child, other, "")])
        for person in (mum, other):
            news = News("follow_up", "s", {}, child)
            await town.keep(timers=[TimerRow(f"later:{person}:{child}:f/s:", NOW, news, person, None, child, "f")])
        await self._link(town, MUM, MUM_TOO)
        known = await town.knows(MUM)
        assert ([each.id for each in known.children], len(known.hats)) == ([child], 1)
        assert len(await town.due(NOW)) == 1
        await self._unlink(town, MUM)
        for key in (MUM, MUM_TOO):
            known = await town.knows(key)
            assert ([each.id for each in known.children], len(known.hats)) == ([child], 1)

    async def test_nobody_answers_what_they_asked_in_another_chat(self, town: Town) -> None:
        await town.founded()
        await town.hired(MUM_TOO)
        await town.asked(MUM)
        await town.take("t1", MUM_TOO)
        await self._link(town, MUM, MUM_TOO)
        (ticket,) = (await town.knows(MUM)).tickets
        assert (ticket.state, ticket.taken_by) == ("open", "")
        assert await town.take("t1", MUM_TOO) == Refused("closed")

    @pytest.mark.parametrize(("asks", "answers"), [(MUM, MUM_TOO), (MUM_TOO, MUM)])
    async def test_who_answered_what_the_other_asked_answers_it_again_after_undoing(
        self, town: Town, asks: ChatKey, answers: ChatKey
    ) -> None:
        """Unless somebody else took it meanwhile."""
        await town.founded()
        await town.hired(answers)
        for number in (1, 2):
            await town.asked(asks, f"t{number}")
            await town.take(f"t{number}", answers)
        await self._link(town, MUM, MUM_TOO)
        assert await town.take("t2", ADMIN) == Granted({})
        await self._unlink(town, MUM)
        assert (await town.answer("t1", answers), await town.answer("t2", answers)) == (Granted({}), Lost())

    async def test_the_other_chats_of_a_person_are_known(self, town: Town) -> None:
        await self._link(town, MUM, MUM_TOO)
        person, first = await town.person(MUM), await town.standing(MUM)
        async with town.store.work() as work:
            assert await work.chats.others(person, MUM_TOO) == [first.chat]
            assert await work.chats.others("nobody", STRANGER) == []

    async def test_who_is_forgotten_in_one_chat_is_forgotten_in_both(self, town: Town) -> None:
        await town.founded()
        child, other = await town.child_of(MUM), await town.person(MUM_TOO)
        await town.keep(children=[ChildRow(child, other, "")])
        await town.code("child", MUM_TOO, child=child)
        await self._link(town, MUM, MUM_TOO)
        mum = await town.person(MUM)
        await town.forget(MUM_TOO)
        assert (await town.kept(mum), await town.kept(other)) == ({}, {})
        assert (await town.knows(MUM)).children == ()
        await town.child_of(GRAN, child=child)  # nothing of it was left

    async def test_three_chats_become_one_the_last_link_is_undone(self, town: Town) -> None:
        await self._link(town, MUM_TOO, DAD)
        await self._link(town, MUM, MUM_TOO)
        assert len({await town.person(key) for key in (MUM, MUM_TOO, DAD)}) == 1
        await self._unlink(town, DAD)
        assert await town.person(MUM_TOO) == await town.person(DAD) != await town.person(MUM)
        assert await self._unlink(town, DAD) == Refused("unknown")

    # Schools

    async def test_there_is_one_installer(self, town: Town) -> None:
        mum, dad = await town.person(MUM), await town.person(DAD)
        async with town.store.work() as work:
            assert await work.schools.found(mum, NOW) == Granted({"kind": "installation"})
            assert await work.schools.found(dad, NOW) == Lost()
            assert await work.schools.found(mum, NOW) == Granted({"kind": "installation"})
        assert (await town.knows(MUM)).wears("installer")

    async def test_a_school_is_opened_by_an_installer_and_staffed_once(self, town: Town) -> None:
        mum, dad = await town.person(MUM), await town.person(DAD)
        async with town.store.work() as work:
            assert await work.schools.make(SCHOOL, mum, NOW) == Refused("unknown")
            await work.schools.found(mum, NOW)
            assert await work.schools.make(SCHOOL, mum, NOW) == Granted({"school": SCHOOL})
            assert await work.schools.make(SCHOOL, mum, NOW) == Granted({"school": SCHOOL})
            code = await work.founding.staff_code("staff", "zelenets", NOW)
            assert isinstance(await work.codes.redeem(code, dad, NOW), Granted)
            assert await work.schools.make("zelenets", mum, NOW) == Lost()
        assert Hat("staff", SCHOOL, role="administrator") in (await town.knows(MUM)).hats

    async def test_a_class_is_made_once(self, town: Town) -> None:
        klass = await town.founded()
        admin, mum = await town.person(ADMIN), await town.person(MUM)
        async with town.store.work() as work:
            assert await work.schools.make_class("3Б", admin, NOW) == Granted({"klass": klass, "class_name": "3Б"})
            assert await work.schools.make_class("4В", mum, NOW) == Refused("unknown")

    async def test_classes_are_listed_by_their_number(self, town: Town) -> None:
        klass = await town.founded()
        admin = await town.person(ADMIN)
        async with town.store.work() as work:
            for name in ("11А", "10Ё", "3А"):
                await work.schools.make_class(name, admin, NOW)
        assert [option.label for option in await town.options("classes", ADMIN)] == ["3А", "3Б", "10Ё", "11А"]
        await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
        assert await town.options("classes", TEACHER) == (Option(klass, "3Б"),)
        assert await town.options("classes", MUM) == ()

    async def test_requests_are_counted_by_class_and_service(self, town: Town) -> None:
        """Only the newest record of a child counts, and only for the school's own staff."""
        klass = await town.founded()
        for key, child, stages in ((MUM, "a", ("requested",)), (DAD, "b", ("requested", "half")),
                                   (GRAN, "c", ("requested", "joined"))):  # fmt: skip
            await town.child_of(key, klass, child)
            person = await town.person(key)
            days = [
                RecordRow(child, "myschool", "", stage, date(2026, 11, n + 9), person) for n, stage in enumerate(stages)
            ]
            await town.keep(records=days)
        assert await town.options("requests", ADMIN) == (Option(f"{klass}:myschool", "3Б · Моя школа · 2 · с 09.11"),)
        assert await town.options("requests", TEACHER) == ()

    async def test_what_the_store_does_not_know_is_not_asked_of_it(self, town: Town) -> None:
        with pytest.raises(KeyError):
            await town.options("school_profiles", ADMIN)

    async def test_a_school_can_be_established_by_nobody_in_particular(self, town: Town) -> None:
        async with town.store.work() as work:
            assert await work.founding.establish(SCHOOL, "3Б", NOW, "demo-3b") == "demo-3b"
            assert await work.founding.establish(SCHOOL, "3Б", NOW, "other-3b") == "demo-3b"
            assert await work.founding.establish(SCHOOL, "4Г", NOW) not in {"", "demo-3b"}
            teachers = await work.founding.staff_code("teacher", SCHOOL, NOW, "3Б")
            with pytest.raises(KeyError):
                await work.founding.staff_code("teacher", SCHOOL, NOW, "9Щ")
        taken = await town.redeem(teachers, TEACHER)
        assert isinstance(taken, Granted)
        assert (taken.told["kind"], taken.told["class_name"]) == ("teacher", "3Б")

    # Codes

    async def test_a_class_code_lets_everybody_in_and_stands(self, town: Town) -> None:
        klass = await town.founded()
        code = await town.code("class", ADMIN, klass)
        told = {"kind": "class", "klass": klass, "class_name": "3Б", "school": SCHOOL}
        assert await town.redeem(code, MUM) == await town.redeem(code, DAD) == Granted(told)
        assert await town.code("class", ADMIN, klass) == code
        assert not (await town.knows(MUM)).children

    async def test_a_code_is_found_as_typed_or_in_small_letters(self, town: Town) -> None:
        klass = await town.founded()
        code = await town.code("class", ADMIN, klass)
        assert isinstance(await town.redeem(code.upper(), MUM), Granted)

    async def test_a_code_is_spent_once(self, town: Town) -> None:
        klass = await town.founded()
        code = await town.code("teacher", ADMIN, klass)
        told = {"kind": "teacher", "school": SCHOOL, "klass": klass, "class_name": "3Б"}
        assert await town.redeem(code, TEACHER) == Granted(told)
        assert await town.redeem(code, STRANGER) == Lost()
        assert await town.redeem(code, TEACHER) == Granted(told)
        assert (await town.knows(TEACHER)).hats == (Hat("teacher", SCHOOL, klass, "3Б"),)
        assert not (await town.knows(STRANGER)).hats

    async def test_a_revoked_code_lets_nobody_in(self, town: Town) -> None:
        klass = await town.founded()
        code = await town.code("class", ADMIN, klass)
        async with town.store.work() as work:
            assert await work.codes.revoke(code, NOW)
            assert not await work.codes.revoke(code, NOW)
        assert await town.redeem(code, MUM) == Refused("unknown")

    async def test_a_child_code_made_anew_ends_the_one_before(self, town: Town) -> None:
        child = await town.child_of(MUM)
        first, second = await town.code("child", MUM, child=child), await town.code("child", MUM, child=child)
        assert await town.redeem(first, DAD) == Refused("unknown")
        assert isinstance(await town.redeem(second, DAD), Granted)

    async def test_a_staff_code_gives_a_hat(self, town: Town) -> None:
        await town.founded()
        await town.hired(DEPUTY)
        assert (await town.knows(DEPUTY)).hats == (Hat("staff", SCHOOL),)

    async def test_a_child_code_makes_a_second_parent_and_its_maker_does_not_spend_it(self, town: Town) -> None:
        child = await town.child_of(MUM)
        code = await town.code("child", MUM, child=child)
        told = Granted({"kind": "child", "child": child})
        assert await town.redeem(code, MUM) == told
        assert await town.redeem(code, DAD) == told
        assert await town.redeem(code, GRAN) == Lost()
        assert [card.id for card in (await town.knows(DAD)).children] == [child]

    async def test_the_sixth_try_within_an_hour_is_too_many(self, town: Town) -> None:
        klass = await town.founded()
        code = await town.code("class", ADMIN, klass)
        for minute in range(5):
            assert await town.redeem("нет-такого1", MUM, NOW + timedelta(minutes=minute)) == Refused("unknown")
        assert await town.redeem("нет-такого1", MUM, NOW + timedelta(minutes=9)) == Refused("too_many")
        assert await town.redeem(code, MUM, NOW + timedelta(minutes=9)) == Refused("too_many")
        assert isinstance(await town.redeem(code, DAD, NOW), Granted)
        assert isinstance(await town.redeem(code, MUM, NOW + HOUR), Granted)  # the first wrong one is an hour old

    async def test_nobody_makes_a_code_for_what_is_not_theirs(self, town: Town) -> None:
        klass, child = await town.founded(), await town.child_of(MUM)
        mum, dad, admin = await town.person(MUM), await town.person(DAD), await town.person(ADMIN)
        async with town.store.work() as work:
            for kind in ("class", "teacher", "staff"):
                assert await work.codes.make(kind, mum, NOW, klass=klass) == Refused("unknown")
            assert await work.codes.make("child", dad, NOW, child=child) == Refused("unknown")
            assert await work.codes.make("class", admin, NOW, klass="не-наш") == Refused("unknown")

    async def test_a_teacher_gives_the_code_of_their_own_class_only(self, town: Town) -> None:
        klass = await town.founded()
        other = await town.another_class("4В")
        await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
        assert await town.code("class", TEACHER, klass) == await town.code("class", ADMIN, klass)
        teacher = await town.person(TEACHER)
        async with town.store.work() as work:
            assert await work.codes.make("class", teacher, NOW, klass=other) == Refused("unknown")

    # How far a class is

    async def test_a_segment_holds_children_by_how_far_they_have_come(self, town: Town) -> None:
        klass = await town.founded()
        mums, dads = await town.child_of(MUM, klass), await town.child_of(DAD, klass)
        await town.child_of(GRAN)  # of no class
        began = date(2026, 11, 6)
        sent, ready = (mums, "documents", "birth", "sent", began), (dads, "account", "", "finished", began)
        persons = {key: await town.person(key) for key in (MUM, DAD)}
        rows = [RecordRow(*sent, persons[MUM]), RecordRow(*ready, persons[DAD])]
        assert await town.segment(klass, "not_started") == {persons[MUM], persons[DAD]}
        await town.keep(records=rows)
        assert await town.segment(klass, "all") == {persons[MUM], persons[DAD]}
        assert await town.segment(klass, "not_started") == set()
        assert await town.segment(klass, "waiting", "2026-11-06") == {persons[MUM]}
        assert await town.segment(klass, "waiting", "2026-11-05") == set()
        assert await town.segment(klass, "without", step="account") == {persons[MUM]}
        assert await town.segment(klass, "at", step="diary") == {persons[DAD]}
        assert await town.segment("другой", "all") == set()

    async def test_both_parents_of_a_child_belong_to_its_segment_and_to_chunks_in_order(self, town: Town) -> None:
        klass = await town.founded()
        child = await town.child_of(MUM, klass)
        await town.redeem(await town.code("child", MUM, child=child), DAD)
        async with town.store.work() as work:
            assert await work.segments.count([klass], Segment(), "") == (1, 2)
            first = await work.segments.members([klass], Segment(), "", most=1)
            second = await work.segments.members([klass], Segment(), "", after=first[0], most=1)
            assert first[0] < second[0]
            assert await work.segments.members([klass], Segment(), "", after=second[0]) == []
            assert await work.segments.still([klass], Segment(), "", [first[0], "чужой"]) == {first[0]}

    # Broadcasts

    async def test_a_broadcast_goes_once_to_those_it_is_still_for(self, town: Town) -> None:
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

    async def test_nobody_writes_to_a_class_that_is_not_theirs(self, town: Town) -> None:
        klass = await town.taught()
        assert await town.submit(klass, Segment(), author=MUM) == Refused("unknown")
        assert await town.submit("не-наш", Segment()) == Refused("unknown")

    async def test_the_budget_holds_back_a_third_reminder_of_seven_days(self, town: Town) -> None:
        klass = await town.taught()
        await town.child_of(MUM, klass)
        for n in (1, 2, 3):
            await town.submit(klass, Segment(), ident=f"b{n}", kind="reminder")
            await town.fill(f"b{n}")
        reports = [await town.reported(TEACHER, f"b{n}") for n in (1, 2, 3)]
        assert [(each.waiting, each.held) for each in reports if each] == [(1, 0), (1, 0), (0, 1)]

    async def test_a_stopped_broadcast_writes_to_nobody_more(self, town: Town) -> None:
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

    async def test_a_teacher_who_left_writes_no_more(self, town: Town) -> None:
        klass = await town.taught()
        await town.child_of(MUM, klass)
        await town.submit(klass, Segment())
        await town.fill()
        teacher = await town.person(TEACHER)
        async with town.store.work() as work:
            await work.erasure.forget(teacher, NOW)  # any way of losing the hat
        assert await town.claims() == []

    # Tickets

    async def test_tickets_of_a_school_are_numbered_from_one(self, town: Town) -> None:
        assert [await town.asked(MUM, "t1"), await town.asked(DAD, "t2")] == [1, 2]
        other = TicketRow("t3", "zelenets", await town.person(MUM), "", "login", WORDS)
        async with town.store.work() as work:
            assert await work.tickets.open(other, NOW) == 1

    async def test_the_asker_knows_their_ticket_until_it_is_closed(self, town: Town) -> None:
        klass = await town.founded()
        child = await town.child_of(MUM, klass)
        await town.asked(MUM, child=child)
        (ticket,) = (await town.knows(MUM)).tickets
        assert (ticket.mine, ticket.number, ticket.state, ticket.class_name) == (True, 1, "open", "3Б")
        assert (ticket.summary, ticket.opened, ticket.topic) == (WORDS, NOW, "create_missing")
        await town.close_ticket("t1", MUM)
        assert not (await town.knows(MUM)).tickets
        assert (await town.knows(MUM, tickets=["t1"])).tickets[0].state == "closed"

    async def test_staff_see_the_ticket_they_ask_for_and_others_do_not(self, town: Town) -> None:
        await town.founded()
        await town.asked(MUM)
        assert not (await town.knows(ADMIN)).tickets
        (ticket,) = (await town.knows(ADMIN, tickets=["t1"])).tickets
        assert (ticket.mine, ticket.summary) == (False, WORDS)
        assert not (await town.knows(DAD, tickets=["t1"])).tickets

    async def test_a_session_brings_the_ticket_it_is_about(self, town: Town) -> None:
        await town.founded()
        await town.asked(MUM)
        chat, told = (await town.standing(ADMIN)).chat, {"ticket": "t1"}
        for session in (
            Session("desk", "one", 1, told),
            Session("menu", "map", 1, back=Place("desk", "one", told)),
            Session("menu", "map", 1, asides=(Place("desk", "one", told),)),
        ):
            await town.keep(sessions={chat: session})
            assert [ticket.id for ticket in (await town.knows(ADMIN)).tickets] == ["t1"]

    async def test_a_ticket_is_taken_by_one(self, town: Town) -> None:
        await town.founded()
        await town.hired(DEPUTY)
        await town.asked(MUM)
        assert await town.take("t1", DEPUTY) == Granted({})
        assert await town.take("t1", DEPUTY) == Granted({})
        assert await town.take("t1", ADMIN) == Lost()
        assert (await town.knows(MUM)).tickets[0].taken_by == await town.person(DEPUTY)

    async def test_nobody_takes_their_own_or_a_closed_or_a_strange_ticket(self, town: Town) -> None:
        await town.founded()
        await town.asked(ADMIN, "own")
        await town.asked(MUM, "closed")
        await town.close_ticket("closed", MUM)
        await town.asked(MUM, "theirs")
        for ticket, key in (("own", ADMIN), ("closed", ADMIN), ("nothing", ADMIN), ("theirs", STRANGER)):
            assert await town.take(ticket, key) == Refused("closed")

    async def test_a_ticket_is_a_talk_of_two(self, town: Town) -> None:
        await town.founded()
        await town.hired(DEPUTY)
        await town.asked(MUM)
        assert await town.answer("t1", MUM, "Забыла сказать: СНИЛС проверен ✅") == Granted({})
        assert (await town.knows(MUM)).tickets[0].state == "open"
        await town.take("t1", DEPUTY)
        assert await town.answer("t1", ADMIN) == Lost()
        assert await town.answer("t1", DEPUTY, "Посмотрите ещё раз завтра") == Granted({})
        assert (await town.knows(MUM)).tickets[0].state == "answered"
        assert await town.answer("t1", MUM, "Не помогло") == Granted({})
        (ticket,) = (await town.knows(MUM)).tickets
        assert ticket.state == "taken"
        assert [line.side for line in ticket.lines] == ["parent", "staff", "parent"]
        assert ticket.lines[0].text == "Забыла сказать: СНИЛС проверен ✅"
        assert ticket.lines[0].at == NOW

    async def test_a_ticket_is_closed_by_its_two_and_by_nobody_else(self, town: Town) -> None:
        await town.founded()
        await town.asked(MUM)
        assert await town.close_ticket("t1", STRANGER) == Lost()
        assert await town.close_ticket("nothing", MUM) == Lost()
        await town.take("t1", ADMIN)
        assert await town.close_ticket("t1", ADMIN) == Granted({})
        assert await town.close_ticket("t1", MUM) == Granted({})
        assert await town.answer("t1", MUM) == await town.answer("nothing", MUM) == Refused("closed")

    async def test_a_ticket_is_heard_of_by_its_staff(self, town: Town) -> None:
        await town.founded()
        await town.hired(DEPUTY)
        await town.asked(MUM, "t1")
        await town.asked(ADMIN, "t2")
        admin, deputy, mum = await town.person(ADMIN), await town.person(DEPUTY), await town.person(MUM)
        async with town.store.work() as work:
            assert await work.tickets.audience("t1", "staff") == [admin, deputy]
            assert await work.tickets.audience("t2", "staff") == [deputy]
            assert await work.tickets.audience("t1", "parent") == [mum]
            assert await work.tickets.audience("nothing", "staff") == []
            await work.tickets.take("t1", deputy, NOW)
            assert await work.tickets.audience("t1", "staff") == [deputy]

    async def test_tickets_that_wait_are_listed_the_oldest_first(self, town: Town) -> None:
        klass = await town.founded()
        await town.hired(DEPUTY)
        child = await town.child_of(MUM, klass)
        await town.asked(MUM, "t1", child)
        await town.asked(DAD, "t2")
        await town.asked(DAD, "t3")
        await town.asked(ADMIN, "own")
        await town.asked(GRAN, "t5")
        await town.take("t2", DEPUTY)
        await town.take("t3", ADMIN)
        await town.take("t5", ADMIN)
        await town.answer("t5", ADMIN)
        assert [(o.value, o.label) for o in await town.options("open_tickets", ADMIN)] == [
            ("t1", "№ 1, 3Б"),
            ("t3", "№ 3 · у Вас"),
            ("t5", "№ 5 · отвечен"),
        ]
        assert await town.options("open_tickets", MUM) == ()

    async def test_a_teacher_answers_what_is_theirs_of_their_own_class(self, town: Town) -> None:
        """An extract goes to the class teacher first (D7, F15); the teacher of another class sees nothing of it."""
        klass, _ = await town.two_teachers()
        admin, teacher = await town.person(ADMIN), await town.person(TEACHER)
        child = await town.child_of(MUM, klass)
        await town.asked(MUM, "t1", child)
        await town.asked(MUM, "t2", child, topic="extract")
        async with town.store.work() as work:
            assert await work.tickets.audience("t1", "staff") == [admin]
            assert await work.tickets.audience("t2", "staff") == [teacher]
        assert [option.value for option in await town.options("open_tickets", TEACHER)] == ["t2"]
        assert await town.options("open_tickets", DEPUTY) == ()
        assert await town.take("t1", TEACHER) == Refused("closed")
        assert await town.take("t2", DEPUTY) == Refused("closed")
        assert await town.take("t2", TEACHER) == Granted({})
        seen = await town.knows(TEACHER, tickets=("t1", "t2"))
        assert [ticket.id for ticket in seen.tickets] == ["t2"]
        assert (await town.knows(DEPUTY, tickets=("t1", "t2"))).tickets == ()

    async def test_a_child_who_moved_takes_its_questions_along(self, town: Town) -> None:
        """The teacher of the class left neither answers nor keeps them from the new one; staff keep what they took."""
        klass, other = await town.two_teachers()
        child = await town.child_of(MUM, klass)
        await town.asked(MUM, "t1", child, topic="extract")
        await town.asked(MUM, "t2", child, topic="extract")
        await town.take("t1", TEACHER)
        await town.take("t2", ADMIN)
        await town.child_of(MUM, other, child)
        assert await town.answer("t1", TEACHER) == Refused("closed")
        assert [option.value for option in await town.options("open_tickets", DEPUTY)] == ["t1"]
        assert await town.take("t1", DEPUTY) == Granted({})
        assert await town.answer("t2", ADMIN) == Granted({})

    async def test_a_child_who_moved_to_another_school_leaves_its_questions(self, town: Town) -> None:
        """A teacher of another school may not see them: to tell only that teacher would be to tell nobody."""
        klass = await town.founded()
        admin = await town.person(ADMIN)
        async with town.store.work() as work:
            await work.founding.establish("other", "5А", NOW)
            there = await work.founding.staff_code("teacher", "other", NOW, "5А")
        await town.redeem(there, DEPUTY)
        (hat,) = (await town.knows(DEPUTY)).hats
        child = await town.child_of(MUM, klass)
        await town.asked(MUM, "t1", child, topic="extract")
        await town.child_of(MUM, hat.klass, child)
        async with town.store.work() as work:
            assert await work.tickets.audience("t1", "staff") == [admin]
        assert await town.options("open_tickets", DEPUTY) == ()
        assert await town.take("t1", DEPUTY) == Refused("closed")

    async def test_a_parent_knows_whether_the_teacher_can_be_reached(self, town: Town) -> None:
        klass = await town.founded()
        await town.child_of(MUM, klass)
        assert (await town.knows(MUM)).taught is False
        await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
        assert (await town.knows(MUM)).taught is True

    async def test_words_of_a_ticket_are_kept_thirty_days_after_it_is_closed(self, town: Town) -> None:
        await town.asked(MUM)
        await town.answer("t1", MUM)
        await town.close_ticket("t1", MUM)
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 29 * DAY)
        assert (await town.knows(MUM, tickets=["t1"])).tickets[0].lines
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 30 * DAY)
        (ticket,) = (await town.knows(MUM, tickets=["t1"])).tickets
        assert (ticket.lines, ticket.summary) == ((), "")

    # Promises

    async def test_a_promise_comes_due_and_stays_until_it_is_kept(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(timers=[promise(person, due=NOW + HOUR)])
        assert await town.due(NOW) == []
        assert await town.due(NOW + HOUR) == await town.due(NOW + DAY) == [("1001", "day_5")]
        async with town.store.work() as work:
            (timer,) = await work.timers.due(NOW + DAY, 10)
            await work.turns.keep(Rows(timers_done=[timer.id]), NOW + DAY)
            assert timer.event == News("follow_up", "day_5")
        assert await town.due(NOW + DAY) == []

    async def test_promises_come_the_oldest_first_and_not_too_many(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(timers=[promise(person, f"day_{n}", due=NOW + n * HOUR) for n in (3, 1, 2)])
        assert await town.due(NOW + DAY, most=2) == [("1001", "day_1"), ("1001", "day_2")]

    async def test_a_second_promise_takes_the_place_of_the_first(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(timers=[promise(person, due=NOW), promise(person, due=NOW + HOUR)])
        assert await town.due(NOW) == []
        assert await town.due(NOW + HOUR) == [("1001", "day_5")]

    async def test_ending_an_older_promise_does_not_end_the_newer(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(timers=[promise(person)])
        async with town.store.work() as work:
            (older,) = await work.timers.due(NOW, 10)
            await work.turns.keep(Rows(timers=[promise(person, due=NOW + HOUR)]), NOW)
            await work.turns.keep(Rows(timers_done=[older.id]), NOW)
        assert await town.due(NOW + HOUR) == [("1001", "day_5")]

    async def test_promises_about_a_child_are_cancelled_by_flow_and_document(self, town: Town) -> None:
        child, person = await town.child_of(MUM), await town.person(MUM)
        timers = [promise(person, "a", about="birth", child=child), promise(person, "b", about="snils", child=child)]
        await town.keep(timers=[*timers, promise(person, "c")])
        await town.keep(cancels=[CancelRow(child, "follow_up", "birth"), CancelRow(child, "elsewhere", "")])
        assert [state for _, state in await town.due()] == ["b", "c"]
        # what a turn promises anew outlives its own cancel
        await town.keep(cancels=[CancelRow(child, "follow_up", "")], timers=[promise(person, "d", child=child)])
        assert [state for _, state in await town.due()] == ["c", "d"]

    async def test_news_go_where_the_person_wrote_last_and_a_wait_to_its_chat(self, town: Town, linked: str) -> None:
        chat = (await town.standing(MUM, NOW)).chat
        await town.standing(MUM_TOO, NOW + HOUR)
        await town.keep(timers=[promise(linked), TimerRow("wait", NOW + HOUR, WaitedOut(3), linked, chat)])
        assert await town.due(NOW + HOUR) == [("77", "day_5"), ("1001", "wait")]
        async with town.store.work() as work:
            await work.dialogs.reach(MUM, reachable=False)
        assert await town.due(NOW + HOUR) == [("77", "day_5")]

    async def test_promises_nobody_can_hear_are_dropped(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(timers=[promise(person), promise(person, "later", due=NOW + DAY)])
        async with town.store.work() as work:
            await work.dialogs.reach(MUM, reachable=False)
        assert await town.due() == []
        await town.standing(MUM)
        assert await town.due(NOW + DAY) == [("1001", "later")]

    async def test_promises_can_be_postponed(self, town: Town) -> None:
        person = await town.person(MUM)
        await town.keep(timers=[promise(person)])
        async with town.store.work() as work:
            await work.timers.postpone([timer.id for timer in await work.timers.due(NOW, 10)], NOW + HOUR)
            await work.timers.postpone([], NOW)
        assert await town.due() == []
        assert await town.due(NOW + HOUR) == [("1001", "day_5")]

    async def test_open_promises_are_shown_the_soonest_first(self, town: Town) -> None:
        child, person = await town.child_of(MUM), await town.person(MUM)
        chat = (await town.standing(MUM)).chat
        await town.keep(
            timers=[
                promise(person, "later", due=NOW + DAY, child=child),
                promise(person, "sooner", due=NOW + HOUR),
                TimerRow("wait", NOW, WaitedOut(3), person, chat),
            ]
        )
        async with town.store.work() as work:
            first, second = await work.timers.promises()
            assert await work.timers.next_due() == NOW
        assert (first.due, first.state, first.child) == (NOW + HOUR, "sooner", "")
        assert (second.due, second.person, second.flow, second.state, second.child) == (
            NOW + DAY, person, "follow_up", "later", child,
        )  # fmt: skip

    async def test_the_soonest_is_a_timer_or_a_delivery_put_off(self, town: Town) -> None:
        async with town.store.work() as work:
            assert await work.timers.next_due() is None
        await town.said(MUM, due=NOW + HOUR)
        await town.keep(timers=[promise(await town.person(MUM), due=NOW + DAY)])
        async with town.store.work() as work:
            assert await work.timers.next_due() == NOW + HOUR

    # Deliveries

    async def test_a_delivery_in_hand_says_all_the_sender_needs(self, town: Town) -> None:
        ident = await town.said(MUM, urgency=1, edit=True, living=True, ticket="t1")
        (claimed,) = await town.claims()
        chat = (await town.standing(MUM)).chat
        assert claimed == Claimed(
            ident, chat, MUM, 1, WORDS, edit=True, living=True, living_message="", attempts=0,
            interrupted=False, ticket="t1",
        )  # fmt: skip

    async def test_the_urgent_goes_first_then_the_oldest(self, town: Town) -> None:
        broadcast = await town.said(MUM, urgency=3)
        older, reply = await town.said(DAD, urgency=2), await town.said(GRAN)
        younger = await town.said(ADMIN, urgency=2)
        assert await town.claimed(most=2) == [reply, older]
        assert await town.claimed() == [younger, broadcast]

    async def test_while_somebody_answers_by_hand_only_answers_go(self, town: Town) -> None:
        reply, ticket = await town.said(MUM), await town.said(DAD, urgency=1)
        reminder, broadcast = await town.said(MUM_TOO, urgency=2), await town.said(GRAN, urgency=3)
        async with town.store.work() as work:
            for chat in (MUM, DAD, MUM_TOO, GRAN, STRANGER):
                await work.dialogs.hush(chat, NOW + DAY)
            assert await work.dialogs.hushed(MUM_TOO.account, NOW) == {MUM_TOO.peer: NOW + DAY}
            assert await work.dialogs.hushed(MUM_TOO.account, NOW + DAY) == {}
        assert await town.claimed() == [reply, ticket]
        async with town.store.work() as work:
            assert await work.timers.next_due() == NOW + DAY
        assert await town.claimed(NOW + DAY) == [reminder, broadcast]

    async def test_what_a_client_shows_is_remembered_by_chat(self, town: Town) -> None:
        await town.standing(MUM)
        async with town.store.work() as work:
            for chat in (MUM, STRANGER):  # never met: nothing to remember
                await work.dialogs.client(chat, "none")
            assert await work.dialogs.clients(MUM.account) == {MUM.peer: "none"}
            await work.dialogs.client(MUM, "")
            assert await work.dialogs.clients(MUM.account) == {}

    async def test_a_chat_has_one_delivery_in_hand(self, town: Town) -> None:
        first, second = await town.said(MUM), await town.said(MUM)
        assert await town.claimed() == [first]
        assert await town.claimed() == []
        await town.ended(Ended(first, "sent", "m1"))
        assert await town.claimed() == [second]

    async def test_not_even_a_reply_joins_what_is_in_hand(self, town: Town) -> None:
        reminder = await town.said(MUM, urgency=2)
        assert await town.claimed() == [reminder]
        await town.said(MUM)
        assert await town.claimed() == []

    async def test_a_delivery_waits_for_its_moment_and_its_account(self, town: Town) -> None:
        tomorrow, other = await town.said(MUM, due=NOW + DAY), await town.said(MUM_TOO)
        assert await town.claimed(accounts=[VK]) == []
        assert await town.claimed(accounts=[]) == []
        assert await town.claimed(NOW + DAY) == [other, tomorrow]

    @pytest.mark.parametrize(
        ("then", "living"), [((), ("m1", True)), ((False,), ("m1", False)), ((False, True), ("m3", True))]
    )
    async def test_a_living_message_is_remembered_until_something_is_said_below_it(
        self, town: Town, then: tuple[bool, ...], living: tuple[str, bool]
    ) -> None:
        for number, lives in enumerate((True, *then), 1):
            ident = await town.said(MUM, living=lives)
            await town.claims()
            await town.ended(Ended(ident, "sent", f"m{number}"))
        await town.said(MUM, edit=True)
        (claimed,) = await town.claims()
        assert (claimed.living_message, claimed.edit) == living

    async def test_a_delivery_put_off_comes_back_counted(self, town: Town) -> None:
        ident = await town.said(MUM)
        await town.claims()
        await town.ended(Ended(ident, "later", why="429", due=NOW + HOUR))
        assert await town.claimed() == []
        (again,) = await town.claims(NOW + HOUR)
        assert (again.id, again.attempts, again.interrupted, again.body) == (ident, 1, False, WORDS)

    async def test_a_delivery_put_back_untouched_is_as_it_was(self, town: Town) -> None:
        first, second = await town.said(MUM), await town.said(MUM)
        await town.claimed()
        await town.ended(Ended(first, "later", why="429", tried=False))
        (claimed,) = await town.claims()
        assert (claimed.id, claimed.attempts, claimed.interrupted) == (first, 0, False)
        await town.ended(Ended(first, "sent"))
        assert await town.claimed() == [second]

    async def test_bulk_and_resting_chats_can_be_left_in_the_queue(self, town: Town) -> None:
        reply, other, bulk = await town.said(MUM), await town.said(DAD), await town.said(DAD, urgency=3)
        mum = (await town.standing(MUM)).chat
        async with town.store.work() as work:
            assert [each.id for each in await work.delivery.claim(NOW, 9, [VK], resting=[mum], least_urgent=1)] == [
                other
            ]
        await town.ended(Ended(other, "sent"))
        async with town.store.work() as work:
            assert [each.id for each in await work.delivery.claim(NOW, 9, [VK], least_urgent=1)] == [reply]
        assert await town.claimed() == [bulk]

    async def test_the_queue_tells_how_long_it_waits(self, town: Town) -> None:
        await town.said(MUM)
        await town.said(MUM, due=NOW + DAY)
        async with town.store.work() as work:
            assert await work.delivery.waiting(NOW + HOUR) == {VK: Waiting(1, 3600.0)}
        async with town.store.work() as work:
            assert await work.delivery.waiting(NOW - DAY) == {}

    async def test_a_delivery_put_off_as_unknown_may_have_arrived(self, town: Town) -> None:
        ident = await town.said(MUM)
        await town.claims()
        await town.ended(Ended(ident, "later", why="unknown"))
        assert (await town.claims())[0].interrupted

    async def test_since_when_a_delivery_may_have_arrived_is_told(self, town: Town) -> None:
        """From the first try in doubt, whatever was tried before it in vain or after it."""
        ident = await town.said(MUM)
        ends = [("429", None), ("unknown", None), ("429", HOUR), ("unknown", HOUR), ("429", HOUR)]
        for hours, (why, doubted) in enumerate(ends):
            (claimed,) = await town.claims(NOW + hours * HOUR)
            assert (claimed.id, claimed.doubted) == (ident, NOW + doubted if doubted else None)
            await town.ended(Ended(ident, "later", why=why, due=NOW))

    async def test_a_reply_put_off_is_not_overtaken_by_a_younger_one(self, town: Town) -> None:
        # or the edit would come before the screen it edits
        screen, edit = await town.said(MUM, living=True), await town.said(MUM, edit=True)
        await town.claims()
        await town.ended(Ended(screen, "later", due=NOW + HOUR))
        assert await town.claimed() == []
        assert await town.claimed(NOW + HOUR) == [screen]
        await town.ended(Ended(screen, "sent", "m1"))
        assert await town.claimed(NOW + HOUR) == [edit]

    async def test_a_reply_overtakes_a_reminder_put_off(self, town: Town) -> None:
        reminder = await town.said(MUM, urgency=2)
        await town.claims()
        await town.ended(Ended(reminder, "later", due=NOW + HOUR))
        reply = await town.said(MUM)
        assert await town.claimed() == [reply]

    @pytest.mark.parametrize("end", ["sent", "refused", "unknown", "unreachable"])
    async def test_a_delivery_that_ended_is_not_claimed_again(self, town: Town, end: str) -> None:
        ident = await town.said(MUM)
        await town.claims()
        await town.ended(Ended(ident, end, why="901"))
        await town.ended(Ended(ident, "later"))  # too late: it has ended
        await town.standing(MUM)
        assert await town.claimed(NOW + DAY) == []

    async def test_an_unreachable_chat_loses_its_queue(self, town: Town) -> None:
        ident = await town.said(MUM)
        await town.said(MUM)
        other = await town.said(DAD)
        await town.claims()
        await town.ended(Ended(ident, "unreachable", why="901"), Ended(other, "sent", "m1"))
        assert await self._stands(town, await town.person(DAD)) == DAD
        async with town.store.work() as work:
            assert await work.timers.next_due() is None
        await town.standing(MUM)  # reachable again; what was for then is not said now
        assert await town.claimed(NOW + DAY) == []

    async def test_nothing_is_queued_for_a_chat_that_cannot_be_reached(self, town: Town) -> None:
        chat = (await town.standing(MUM)).chat
        await town.said(MUM)
        async with town.store.work() as work:
            await work.dialogs.reach(MUM, reachable=False)
            await work.turns.keep(Rows(deliveries=[DeliveryRow(99, chat, 0, WORDS, NOW)]), NOW)
            assert await work.timers.next_due() is None
        await town.standing(MUM)
        assert await town.claimed() == []

    async def test_a_delivery_put_off_for_a_chat_lost_meanwhile_has_ended(self, town: Town) -> None:
        ident = await town.said(MUM)
        await town.claims()
        async with town.store.work() as work:
            await work.dialogs.reach(MUM, reachable=False)
            await work.delivery.settle([Ended(ident, "later", due=NOW + HOUR)], NOW)
            assert await work.timers.next_due() is None

    async def test_what_a_dead_process_had_in_hand_is_claimed_as_interrupted(
        self, town: Town, open_again: Open
    ) -> None:
        first, second = await town.said(MUM), await town.said(DAD)
        await town.claims(most=1)
        await town.store.close()
        town.store = await open_again()
        assert [(each.id, each.interrupted) for each in await town.claims()] == [(first, True), (second, False)]

    async def test_opening_alone_takes_nothing_out_of_anothers_hand(self, town: Town, open_again: Open) -> None:
        # the command line opens the store while the bot is sending
        ident = await town.said(MUM)
        await town.claims()
        other = await open_again()
        await other.close()
        assert await town.claimed() == []
        await town.ended(Ended(ident, "sent", "m1"))

    async def test_a_claim_undone_is_claimed_anew(self, town: Town) -> None:
        ident = await town.said(MUM)

        async def failing() -> None:
            async with town.store.work() as work:
                await work.delivery.claim(NOW, 10, [VK])
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            await failing()
        assert await town.claimed() == [ident]

    # Erasing

    async def test_what_is_kept_of_a_person_is_counted(self, town: Town) -> None:
        child, person = await town.child_of(MUM), await town.person(MUM)
        await town.keep(
            records=[RecordRow(child, "documents", "", "sent", NOW.date(), person)], timers=[promise(person)]
        )
        await town.asked(MUM)
        await town.answer("t1", MUM)
        await town.said(MUM)
        await town.keep(files=[FileRow("f", "document", "Приказ.pdf", b"%PDF-", person)])
        await taught(town, MUM)
        async with town.store.work() as work:
            await work.reminders.decline(person, "sferum", NOW)
        counted = (
            "chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files", "declined", "lessons",
        )  # fmt: skip
        kept = dict.fromkeys(counted, 1)
        async with town.store.work() as work:
            assert await work.erasure.kept(person) == kept
            assert set((await work.erasure.kept("nobody")).values()) == {0}

    async def test_a_person_forgotten_leaves_nothing_and_is_met_as_new(self, town: Town) -> None:
        child, person = await town.child_of(MUM), await town.person(MUM)
        standing = await town.standing(MUM)
        await town.keep(
            sessions={standing.chat: Session("human", "write", 4, {"draft": WORDS})},
            consents=[(person, "2026-09")],
            records=[RecordRow(child, "documents", "", "sent", NOW.date(), person)],
            timers=[promise(person, child=child)],
        )
        await town.code("child", MUM, child=child)
        await town.redeem("неверный-1", MUM)
        await town.asked(MUM)
        await town.said(MUM)
        await town.forget(MUM)
        assert await town.kept(person) == {}
        assert await town.due(NOW + DAY) == []
        assert await town.claimed(NOW + DAY) == []
        met = await town.standing(MUM)
        assert met.known == Known(person=met.known.person)
        assert met.known.person != person
        assert met.chat != standing.chat
        assert met.session == Session()

    async def test_a_farewell_is_said_in_the_work_that_forgets(self, town: Town) -> None:
        person = await town.person(MUM)
        async with town.store.work() as work:
            await work.erasure.forget(person, NOW)
            chat = (await work.chats.load([MUM], NOW))[MUM].chat
            await work.turns.keep(Rows(deliveries=[DeliveryRow(1, chat, 0, "Всё стёрто", NOW)]), NOW)
        assert await town.claimed() == [1]

    async def test_a_draft_never_sent_is_swept_and_the_guides_stay_where_they_were(self, town: Town) -> None:
        standing = await town.standing(MUM)
        left = {"card": Left(Place("card", "fields", child="a"), NOW)}
        await town.keep(sessions={standing.chat: Session("human", "write", 4, {"draft": WORDS}, left=left)})
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + DAY)
        assert (await town.standing(MUM)).session.told == {"draft": WORDS}
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 2 * DAY)
        assert (await town.standing(MUM)).session == Session(visit=4, left=left)

    async def test_a_shared_child_stays_with_the_other_parent(self, town: Town) -> None:
        child = await town.child_of(MUM)
        await town.redeem(await town.code("child", MUM, child=child), DAD)
        mum, dad = await town.person(MUM), await town.person(DAD)
        await town.keep(
            records=[RecordRow(child, "documents", "birth", "sent", NOW.date(), mum)],
            timers=[promise(mum, "about_child", child=child), promise(mum, "own"), promise(dad, child=child)],
        )
        unspent = await town.code("child", MUM, child=child)
        await town.forget(MUM)
        (card,) = (await town.knows(DAD)).children
        assert card.stages == (Stage("documents", "sent", NOW.date(), "birth"),)
        # what was promised about the child is promised to the other parent, what was promised to her is not
        assert await town.due() == [("1002", "about_child"), ("1002", "day_5")]
        assert await town.redeem(unspent, GRAN) == Refused("unknown")
        await town.forget(DAD)
        assert not (await town.knows(MUM)).children

    async def test_a_spent_code_stays_spent_when_its_bearer_is_forgotten(self, town: Town) -> None:
        await town.founded()
        code = await town.code("staff", ADMIN)
        await town.redeem(code, DEPUTY)
        await town.forget(DEPUTY)
        assert await town.redeem(code, DEPUTY) == Lost()

    async def test_a_class_code_outlives_who_made_it(self, town: Town) -> None:
        code = await town.code("class", ADMIN, await town.founded())
        await town.forget(ADMIN)
        assert isinstance(await town.redeem(code, MUM), Granted)

    async def test_staff_forgotten_leave_the_askers_ticket_and_free_it(self, town: Town) -> None:
        await town.founded()
        await town.hired(DEPUTY)
        await town.asked(MUM)
        await town.answer("t1", MUM, "Ещё вопрос 🙂")
        await town.take("t1", DEPUTY)
        await town.answer("t1", DEPUTY)
        await town.answer("t1", MUM, "Не вышло")
        pending = await town.said(MUM, urgency=1, ticket="t1")
        await town.forget(DEPUTY)
        (ticket,) = (await town.knows(MUM)).tickets
        assert (ticket.state, ticket.taken_by) == ("open", "")
        assert [line.text for line in ticket.lines] == ["Ещё вопрос 🙂", "Не вышло"]
        assert pending not in await town.claimed()
        assert await town.take("t1", ADMIN) == Granted({})

    async def test_words_queued_for_staff_go_with_who_asked(self, town: Town) -> None:
        await town.founded()
        await town.asked(MUM)
        await town.said(ADMIN, urgency=1, ticket="t1")
        other = await town.said(ADMIN, urgency=1)
        await town.forget(MUM)
        assert await town.claimed() == [other]

    async def test_settling_what_was_forgotten_is_nothing(self, town: Town) -> None:
        ident = await town.said(MUM, living=True)
        await town.claims()
        await town.forget(MUM)
        await town.ended(Ended(ident, "sent", "m1"))
        await town.ended(Ended(ident, "unreachable"))

    async def test_traces_of_deliveries_go_after_thirty_days(self, town: Town) -> None:
        ident, person = await town.said(MUM), await town.person(MUM)
        await town.claims()
        await town.ended(Ended(ident, "sent", "m1"))
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 29 * DAY)
        assert (await town.kept(person))["deliveries"] == 1
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 30 * DAY)
        assert "deliveries" not in await town.kept(person)

    async def test_a_thousand_chats_are_one_batch(self, town: Town) -> None:
        keys = [ChatKey(VK, str(peer)) for peer in range(1000)]
        async with town.store.work() as work:
            begun = await work.chats.load(keys, NOW)
            await work.turns.keep(Rows(sessions={each.chat: Session("menu", "map", 1) for each in begun.values()}), NOW)
            again = await work.chats.load(keys, NOW)
        assert {each.session.visit for each in again.values()} == {1}
        assert len({each.known.person for each in again.values()}) == 1000


def typed(store: Store, work: Work) -> tuple[Store, Work]:
    """Let the type checker say whether a store and its work keep the port."""
    return store, work
