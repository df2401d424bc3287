"""What any store does with what was not understood, lessons and own examples: a part of the contract."""

from datetime import datetime

from storage.port.answers import Answer, Granted, Lost, Refused
from storage.port.chats import ChatKey
from storage.port.lessons import Lesson, LessonRow
from storage.port.misses import Miss, MissRow
from storage.port.turns import ChildRow, Rows
from storage.sqlite.school.lessons import A_DAY
from tests.storage.town import ADMIN, DAD, DAY, DEPUTY, MUM, NOW, SCHOOL, Town

SHAPE, RARE = "галочки, нет", "галочки, …"
TEXT, MEANING = "часики вместо галочки", "status_checking"


async def missed(town: Town, *rows: MissRow, now: datetime = NOW) -> None:
    """Let texts be missed."""
    async with town.store.work() as work:
        await work.turns.keep(Rows(misses=list(rows)), now)


async def listed(town: Town, key: ChatKey, now: datetime = NOW) -> list[tuple[str, str]]:
    """Ask for the misses as somebody."""
    person = await town.person(key)
    async with town.store.work() as work:
        return [(each.value, each.label) for each in await work.misses.top(person, now)]


async def found(town: Town, shape: str, key: ChatKey) -> Miss | None:
    """Open the miss of a shape as somebody who sees the list of the administrator."""
    person = await town.person(key)
    value = next(value for value, label in await listed(town, ADMIN) if label.startswith(shape))
    async with town.store.work() as work:
        return await work.misses.one(value, person, NOW)


async def taught(town: Town, key: ChatKey, now: datetime = NOW) -> Answer:
    """Let somebody show the school their words."""
    row = LessonRow(SCHOOL, await town.person(key), TEXT, MEANING)
    async with town.store.work() as work:
        return await work.lessons.keep(row, now)


async def attach(town: Town, key: ChatKey, text: str = TEXT, by: ChatKey | None = None) -> Answer:
    """Let somebody attach a text, which are somebody's own words."""
    person, whose = await town.person(key), await town.person(by) if by else ""
    async with town.store.work() as work:
        return await work.examples.attach(text, MEANING, person, NOW, whose)


async def parent(town: Town, key: ChatKey, klass: str) -> None:
    """Let a child of somebody be in a class."""
    await town.keep(children=[ChildRow(f"c-{key.peer}", await town.person(key), klass)])


class OfMisses:
    """What was not understood, in any store."""

    async def test_misses_are_counted_by_shape_and_seen_by_staff_alone(self, town: Town) -> None:
        await town.founded()
        row = MissRow(SCHOOL, SHAPE, MEANING)
        await missed(town, row, row, MissRow(SCHOOL, RARE), MissRow(SCHOOL, SHAPE), MissRow("another", SHAPE))
        await missed(town, row, now=NOW - 2 * DAY)
        assert [label for _, label in await listed(town, ADMIN)] == [f"{SHAPE} · 4", f"{RARE} · 1"]
        assert await found(town, SHAPE, ADMIN) == Miss(SHAPE, ((MEANING, 3), ("", 1)), (NOW - 2 * DAY).date())
        assert await listed(town, MUM) == []
        assert await found(town, SHAPE, MUM) is None

    async def test_misses_are_listed_for_thirty_days_and_swept_after_ninety(self, town: Town) -> None:
        await town.founded()
        await missed(town, MissRow(SCHOOL, SHAPE))
        assert await listed(town, ADMIN, NOW + 31 * DAY) == []
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 89 * DAY)
        assert len(await listed(town, ADMIN)) == 1
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 91 * DAY)
        assert await listed(town, ADMIN) == []

    async def test_a_miss_is_dropped_by_staff_alone(self, town: Town) -> None:
        await town.founded()
        await missed(town, MissRow(SCHOOL, SHAPE))
        ((key, _),) = await listed(town, ADMIN)
        for who, left in ((MUM, 1), (ADMIN, 0)):
            person = await town.person(who)
            async with town.store.work() as work:
                await work.misses.drop(key, person)
            assert len(await listed(town, ADMIN)) == left

    async def test_lessons_are_few_a_day_and_gone_after_thirty_days(self, town: Town) -> None:
        await town.founded()
        for _ in range(A_DAY):
            assert await taught(town, MUM) == Granted({})
        assert await taught(town, MUM) == Refused("too_many")
        assert await taught(town, DAD) == Granted({})
        assert await taught(town, MUM, NOW + 2 * DAY) == Granted({})
        assert len(await town.options("lessons", ADMIN)) == A_DAY + 2
        assert await town.options("lessons", MUM) == ()
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 31 * DAY)
        assert len(await town.options("lessons", ADMIN)) == 1

    async def test_a_lesson_is_read_and_dropped_by_staff_alone(self, town: Town) -> None:
        await town.founded()
        await taught(town, MUM)
        (line,) = await town.options("lessons", ADMIN)
        mum, admin = await town.person(MUM), await town.person(ADMIN)
        async with town.store.work() as work:
            assert await work.lessons.one(line.value, mum) is None
            assert await work.lessons.one(line.value, admin) == Lesson(TEXT, MEANING, NOW, mum)
            await work.lessons.drop(line.value, mum)
            assert await work.lessons.one(line.value, admin)
            await work.lessons.drop(line.value, admin)
            assert await work.lessons.one(line.value, admin) is None

    async def test_what_a_school_attached_is_known_to_its_people_at_once_and_to_no_others(self, town: Town) -> None:
        klass = await town.founded()
        async with town.store.work() as work:
            await work.founding.establish("another", "1А", NOW, "another-1a")
        await parent(town, MUM, klass)
        assert await attach(town, MUM) == Refused("unknown")
        assert await attach(town, ADMIN) == Granted({})
        assert await attach(town, ADMIN) == Lost()
        mum, admin, stranger = await town.knows(MUM), await town.knows(ADMIN), await town.knows(DAD)
        assert mum.examples == admin.examples == ((TEXT, MEANING),)
        assert stranger.examples == ()
        assert (await town.knows(MUM)).examples is mum.examples, "the ear keeps an index of this very tuple"

    async def test_what_was_attached_can_be_detached_by_staff_alone(self, town: Town) -> None:
        klass = await town.founded()
        await parent(town, MUM, klass)
        await attach(town, ADMIN)
        (line,) = await town.options("attached", ADMIN)
        assert (line.label, await town.options("attached", MUM)) == (TEXT, ())
        for who, answer in ((MUM, Refused("unknown")), (ADMIN, Granted({})), (ADMIN, Refused("unknown"))):
            person = await town.person(who)
            async with town.store.work() as work:
                assert await work.examples.detach(line.value, person, NOW) == answer
        assert (await town.knows(MUM)).examples == ()
        assert await attach(town, ADMIN) == Granted({})

    async def test_attaching_that_was_undone_is_not_remembered(self, town: Town) -> None:
        klass = await town.founded()
        await parent(town, MUM, klass)
        admin = await town.person(ADMIN)

        async def failing() -> None:
            async with town.store.work() as work:
                await work.examples.attach(TEXT, MEANING, admin, NOW)
                assert (await work.chats.load([MUM], NOW))[MUM].known.examples
                raise ZeroDivisionError

        try:
            await failing()
        except ZeroDivisionError:
            assert (await town.knows(MUM)).examples == ()

    async def test_who_is_forgotten_takes_their_lessons_and_words_along(self, town: Town) -> None:
        klass = await town.founded()
        await parent(town, DAD, klass)
        await taught(town, MUM)
        await attach(town, ADMIN, by=MUM)
        await attach(town, ADMIN, "где зелёная галочка")
        mum = await town.person(MUM)
        async with town.store.work() as work:
            assert (await work.erasure.kept(mum))["lessons"] == 2
        await town.forget(MUM)
        assert await town.options("lessons", ADMIN) == ()
        assert (await town.knows(DAD)).examples == (("где зелёная галочка", MEANING),)

    async def test_an_author_who_is_forgotten_leaves_the_school_what_it_learnt(self, town: Town) -> None:
        klass = await town.founded()
        await parent(town, DAD, klass)
        await town.redeem(await town.code("staff", ADMIN), DEPUTY)
        await attach(town, DEPUTY)
        await town.forget(DEPUTY)
        assert (await town.knows(DAD)).examples == ((TEXT, MEANING),)
