"""Notices about substitutes who came or left, and deadlines that wait for the next teacher."""

from datetime import timedelta

from storage.port.answers import Granted, Lost
from storage.port.school.handovers import Substitution, SuspendedCampaigns
from tests.support.storage.classes import ENDS, LAST_DAY, let_in, other_class, substituted, taught
from tests.support.storage.handovers import changes, deadline, leave, suspended
from tests.support.storage.town import ADMIN, DAY, DEPUTY, GRAN, MUM, NOW, TEACHER, Town


async def test_a_teacher_hears_once_that_a_substitute_came(town: Town) -> None:
    klass = await taught(town)
    await other_class(town, "3В", DEPUTY)
    await substituted(town, klass, GRAN)
    teacher = await town.person(TEACHER)
    assert await changes(town) == [Substitution("came", teacher, klass, "3Б", LAST_DAY.isoformat())]
    assert await changes(town) == []


async def test_a_code_given_again_is_no_news_a_later_day_is(town: Town) -> None:
    klass = await taught(town)
    made = await let_in(town, klass, TEACHER)
    assert isinstance(made, Granted)
    await town.redeem(made.slots["code"], GRAN)
    await changes(town)
    assert isinstance(await town.redeem(made.slots["code"], GRAN), Granted)
    await substituted(town, klass, GRAN, 5 * DAY)
    assert await changes(town) == []
    await substituted(town, klass, GRAN, ENDS - NOW + DAY)
    assert [each.state for each in await changes(town)] == ["came"]


async def test_a_teacher_hears_once_that_a_substitute_is_gone(town: Town) -> None:
    """The day is over, the substitute left, or the substitute was erased."""
    klass = await taught(town)
    for number in range(3):
        await substituted(town, klass, GRAN, (number + 1) * DAY)
        await changes(town)
        match number:
            case 0:
                await town.due(NOW + DAY)
            case 1:
                await leave(town, klass, GRAN)
            case _:
                await town.forget(GRAN)
        assert [each.state for each in await changes(town)] == ["gone"]
        assert await changes(town) == []


async def test_a_substitute_who_stays_for_good_is_not_gone(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN)
    await changes(town)
    await town.redeem(await town.code("teacher", ADMIN, klass), GRAN)
    await town.due(ENDS)
    assert await changes(town) == []


async def test_where_nobody_teaches_nobody_hears_of_it_later(town: Town) -> None:
    klass = await taught(town)
    await substituted(town, klass, GRAN)
    await leave(town, klass, TEACHER)
    assert await changes(town) == []
    await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
    assert await changes(town) == []


async def test_a_substitute_who_left_cannot_redeem_the_code_again(town: Town) -> None:
    klass = await taught(town)
    made = await let_in(town, klass, TEACHER)
    assert isinstance(made, Granted)
    await town.redeem(made.slots["code"], GRAN)
    await leave(town, klass, GRAN)
    assert await town.redeem(made.slots["code"], GRAN) == Lost()
    assert not (await town.knows(GRAN)).roles


async def test_the_next_teacher_is_notified_once_of_suspended_deadlines(town: Town) -> None:
    klass = await taught(town)
    account, diary = await deadline(town, klass, "account"), await deadline(town, klass, "diary")
    assert await suspended(town) == []
    await leave(town, klass, TEACHER)
    assert await suspended(town) == []
    await town.redeem(await town.code("teacher", ADMIN, klass), GRAN)
    person = await town.person(GRAN)
    assert await suspended(town) == [SuspendedCampaigns(person, klass, "3Б", tuple(sorted([account, diary])))]
    assert await suspended(town) == []


async def test_a_remaining_teacher_is_notified_of_each_suspended_deadline(town: Town) -> None:
    klass = await taught(town)
    campaign = await deadline(town, klass, "account")
    await town.redeem(await town.code("teacher", ADMIN, klass), GRAN)
    await leave(town, klass, TEACHER)
    gran = await town.person(GRAN)
    assert [each.person for each in await suspended(town)] == [gran]
    async with town.store.work() as work:
        assert await work.campaigns.keep(campaign, gran, NOW) == Granted({})
    await town.redeem(await town.code("teacher", ADMIN, klass), TEACHER)
    await leave(town, klass, GRAN)
    assert [each.person for each in await suspended(town)] == [await town.person(TEACHER)]


async def test_a_deadline_that_is_over_waits_for_nobody(town: Town) -> None:
    klass = await taught(town)
    await deadline(town, klass, "account")
    await leave(town, klass, TEACHER)
    await town.redeem(await town.code("teacher", ADMIN, klass), GRAN)
    async with town.store.work() as work:
        assert await work.handovers.suspended(NOW + timedelta(days=29)) == []


async def test_a_substitute_of_two_chats_is_gone_once(town: Town) -> None:
    klass = await taught(town)
    for key in (GRAN, MUM):
        await substituted(town, klass, key, DAY)
    await changes(town)
    code, gran = await town.code("link", MUM), await town.person(GRAN)
    async with town.store.work() as work:
        assert await work.links.make(code, gran, NOW) == Granted({})
    await town.due(NOW + DAY)
    assert [each.state for each in await changes(town)] == ["gone"]
