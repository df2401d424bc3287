"""Unrecognised messages, submitted examples and own examples, and who sees them."""

from storage.port.answers import Granted, Lost, Refused
from storage.port.school.submitted_examples import SubmittedExample
from storage.port.school.unrecognised import UnrecognisedRow, UnrecognisedSignature
from storage.sqlite.school.submitted_examples import A_DAY
from tests.support.storage.lists import attached, submitted_examples
from tests.support.storage.town import ADMIN, DAD, DAY, DEPUTY, MUM, NOW, SCHOOL, Town
from tests.support.storage.unrecognised import (
    INTENT,
    RARE,
    SIGNATURE,
    TEXT,
    attach,
    found,
    listed,
    missed,
    parent,
    taught,
)


async def test_unrecognised_messages_are_counted_by_signature_and_seen_by_staff_alone(town: Town) -> None:
    await town.founded()
    row = UnrecognisedRow(SCHOOL, SIGNATURE, INTENT)
    await missed(
        town,
        row,
        row,
        UnrecognisedRow(SCHOOL, RARE),
        UnrecognisedRow(SCHOOL, SIGNATURE),
        UnrecognisedRow("another", SIGNATURE),
    )
    await missed(town, row, now=NOW - 2 * DAY)
    assert [(shape, times) for _, shape, times in await listed(town, ADMIN)] == [(SIGNATURE, 4), (RARE, 1)]
    assert await found(town, SIGNATURE, ADMIN) == UnrecognisedSignature(
        SIGNATURE, ((INTENT, 3), ("", 1)), (NOW - 2 * DAY).date()
    )
    assert await listed(town, MUM) == []
    assert await found(town, SIGNATURE, MUM) is None


async def test_unrecognised_messages_are_listed_for_thirty_days_and_swept_after_ninety(town: Town) -> None:
    await town.founded()
    await missed(town, UnrecognisedRow(SCHOOL, SIGNATURE))
    assert await listed(town, ADMIN, NOW + 31 * DAY) == []
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 89 * DAY)
    assert len(await listed(town, ADMIN)) == 1
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 91 * DAY)
    assert await listed(town, ADMIN) == []


async def test_an_unrecognised_message_is_dropped_by_staff_alone(town: Town) -> None:
    await town.founded()
    await missed(town, UnrecognisedRow(SCHOOL, SIGNATURE))
    ((key, *_),) = await listed(town, ADMIN)
    for who, left in ((MUM, 1), (ADMIN, 0)):
        person = await town.person(who)
        async with town.store.work() as work:
            await work.unrecognised.drop(key, person)
        assert len(await listed(town, ADMIN)) == left


async def test_submitted_examples_are_limited_per_day_and_swept_after_thirty_days(town: Town) -> None:
    await town.founded()
    for _ in range(A_DAY):
        assert await taught(town, MUM) == Granted({})
    assert await taught(town, MUM) == Refused("too_many")
    assert await taught(town, DAD) == Granted({})
    assert await taught(town, MUM, NOW + 2 * DAY) == Granted({})
    assert len(await town.lists(ADMIN, submitted_examples)) == A_DAY + 2
    assert await town.lists(MUM, submitted_examples) == []
    async with town.store.work() as work:
        await work.erasure.sweep(NOW + 31 * DAY)
    assert len(await town.lists(ADMIN, submitted_examples)) == 1


async def test_a_submitted_example_is_read_and_dropped_by_staff_alone(town: Town) -> None:
    await town.founded()
    await taught(town, MUM)
    (line,) = await town.lists(ADMIN, submitted_examples)
    mum, admin = await town.person(MUM), await town.person(ADMIN)
    async with town.store.work() as work:
        assert await work.submitted_examples.one(line.id, mum) is None
        assert await work.submitted_examples.one(line.id, admin) == SubmittedExample(TEXT, INTENT, NOW, mum)
        await work.submitted_examples.drop(line.id, mum)
        assert await work.submitted_examples.one(line.id, admin)
        await work.submitted_examples.drop(line.id, admin)
        assert await work.submitted_examples.one(line.id, admin) is None


async def test_what_a_school_attached_is_known_to_its_people_at_once_and_to_no_others(town: Town) -> None:
    klass = await town.founded()
    async with town.store.work() as work:
        await work.setup.establish("another", "1А", NOW, "another-1a")
    await parent(town, MUM, klass)
    assert await attach(town, MUM) == Refused("unknown")
    assert await attach(town, ADMIN) == Granted({})
    assert await attach(town, ADMIN) == Lost()
    mum, admin, stranger = await town.knows(MUM), await town.knows(ADMIN), await town.knows(DAD)
    assert mum.examples == admin.examples == ((TEXT, INTENT),)
    assert stranger.examples == ()
    assert (await town.knows(MUM)).examples is mum.examples, "the ear keeps an index of this very tuple"


async def test_what_was_attached_can_be_detached_by_staff_alone(town: Town) -> None:
    klass = await town.founded()
    await parent(town, MUM, klass)
    await attach(town, ADMIN)
    (line,) = await town.lists(ADMIN, attached)
    assert (line.text, await town.lists(MUM, attached)) == (TEXT, [])
    for who, answer in ((MUM, Refused("unknown")), (ADMIN, Granted({})), (ADMIN, Refused("unknown"))):
        person = await town.person(who)
        async with town.store.work() as work:
            assert await work.examples.detach(line.id, person, NOW) == answer
    assert (await town.knows(MUM)).examples == ()
    assert await attach(town, ADMIN) == Granted({})


async def test_an_attached_example_of_a_rolled_back_work_is_not_cached(town: Town) -> None:
    klass = await town.founded()
    await parent(town, MUM, klass)
    admin = await town.person(ADMIN)

    async def failing() -> None:
        async with town.store.work() as work:
            await work.examples.attach(TEXT, INTENT, admin, NOW)
            assert (await work.chats.load([MUM], NOW))[MUM].known.examples
            raise ZeroDivisionError

    try:
        await failing()
    except ZeroDivisionError:
        assert (await town.knows(MUM)).examples == ()


async def test_erasing_a_person_removes_their_submitted_examples_and_texts(town: Town) -> None:
    klass = await town.founded()
    await parent(town, DAD, klass)
    await taught(town, MUM)
    await attach(town, ADMIN, by=MUM)
    await attach(town, ADMIN, "где зелёная галочка")
    mum = await town.person(MUM)
    async with town.store.work() as work:
        assert (await work.erasure.kept(mum))["lessons"] == 2
    await town.forget(MUM)
    assert await town.lists(ADMIN, submitted_examples) == []
    assert (await town.knows(DAD)).examples == (("где зелёная галочка", INTENT),)


async def test_erasing_an_author_keeps_the_examples_of_the_school(town: Town) -> None:
    klass = await town.founded()
    await parent(town, DAD, klass)
    await town.redeem(await town.code("staff", ADMIN), DEPUTY)
    await attach(town, DEPUTY)
    await town.forget(DEPUTY)
    assert (await town.knows(DAD)).examples == ((TEXT, INTENT),)
