"""A simulated school year, run once: the messages that families got, and the result of every promise."""

import asyncio
from collections import Counter, defaultdict
from datetime import time, timedelta
from itertools import pairwise

import pytest

from bot.app.wiring import Content
from tests.support.bot.school_year import NEW_KEEPS, OLD_LEAVES, SET, TELEGRAM, VK, Message, Year, lived

SPEAKS, SILENT = time(8), time(21)


@pytest.fixture(scope="module")
def year(shipped: Content, tmp_path_factory: pytest.TempPathFactory) -> Year:
    """Run the year."""
    return asyncio.run(lived(shipped, tmp_path_factory.mktemp("year")))


def unasked(year: Year) -> list[Message]:
    return [each for each in year.phones.said if each.kind != "reply"]


def asked_by_school(year: Year) -> list[Message]:
    return [each for each in year.phones.said if each.kind in {"campaign", "segment"}]


def campaigns(year: Year) -> list[Message]:
    return [each for each in year.phones.said if each.kind == "campaign"]


def test_the_year_was_full(year: Year) -> None:
    """Every kind of message came in both messengers and in every season; else the tests below would prove little."""
    kinds = Counter((each.who.account, each.kind) for each in year.phones.said)
    assert min(kinds[account, kind] for account in (TELEGRAM, VK) for kind in ("reply", "campaign", "promised")) >= 15
    assert min(kinds[account, "segment"] for account in (TELEGRAM, VK)) >= 2
    assert {each.at.month for each in campaigns(year)} >= {9, 10, 12, 2, 4}
    assert len(year.promised.kept) >= 50
    assert len(year.reports) == sum(map(len, SET.values()))


def test_nobody_is_written_to_unasked_in_quiet_hours(year: Year) -> None:
    assert [each for each in unasked(year) if not SPEAKS <= each.at.time() < SILENT] == []


def test_the_school_asks_for_nothing_on_days_off_and_in_holidays(year: Year) -> None:
    assert [each for each in campaigns(year) if year.calendar.is_school_off(each.at.date())] == []


def test_a_family_has_two_reminders_in_seven_days_at_most(year: Year) -> None:
    by_family: defaultdict[object, list[Message]] = defaultdict(list)
    for each in asked_by_school(year):
        by_family[each.who].append(each)
    week = timedelta(days=7)
    for said in by_family.values():
        assert all(third.at - first.at >= week for first, third in zip(said, said[2:], strict=False))
    assert any(second.at - first.at < week for said in by_family.values() for first, second in pairwise(said))


def test_no_reminder_comes_after_the_goal(year: Year) -> None:
    assert [each for each in campaigns(year) if not {goal for goal, _ in each.goals} <= each.left] == []
    assert all(each.goals for each in campaigns(year))


def test_a_person_is_reminded_once_on_a_day_and_once_a_round(year: Year) -> None:
    days = Counter((each.who, each.at.date()) for each in campaigns(year))
    assert max(days.values()) == 1
    rounds = Counter((each.who, goal) for each in campaigns(year) for goal in set(each.goals))
    assert max(rounds.values()) <= 3


def test_every_promised_follow_up_is_kept(year: Year) -> None:
    """At its moment, or in the morning after the quiet hours; no promise is dropped because its day has passed."""
    now = year.clock.now()
    heard = {key: due for key, due in year.promised.open.items() if key[0] not in year.unheard}
    assert {key: due for key, due in heard.items() if due <= now} == {}
    assert all(due <= handed <= due + timedelta(hours=13) for due, handed in year.promised.kept)


def test_the_reports_say_what_the_phones_show(year: Year) -> None:
    assert {campaign: said for campaign, (said, _) in year.reports.items()} == {
        campaign: shown for campaign, (_, shown) in year.reports.items()
    }


def test_nothing_goes_out_in_the_name_of_a_teacher_who_left(year: Year) -> None:
    """A deadline of the old teacher is suspended until the new one keeps it; then the remaining reminders go."""
    ((_, _, goal, deadline),) = SET[min(SET)]
    line = goal, f"{deadline.day} сентября"
    dates = [each.at.date() for each in campaigns(year) if line in each.goals]
    assert [day for day in dates if OLD_LEAVES <= day < NEW_KEEPS] == []
    assert any(day >= NEW_KEEPS for day in dates)
    assert len(year.suspended) == 1


def test_the_budget_held_some_back_and_the_reports_tell(year: Year) -> None:
    assert year.held >= 20
