"""Queues the reminders of campaigns. In one round a person gets at most one message.

The classes are processed one after another, each in its own transaction.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from bot.clock import Clock
from bot.queries.asked import Task, tasks
from bot.turns.batch import Batch
from bot.turns.services import TurnServices
from flows.values.calendar import Calendar
from flows.values.events import News
from storage.port.delivery.budget import WITHIN
from storage.port.people.chats import ChatState
from storage.port.school.rounds import DueRound, ReminderRecord, Wanted
from storage.port.store import Store, Work

AT_ONCE = 50  #: the most outdated reminders that one transaction decides again
NOTICE = ("reminders", "due")


class Campaigns:
    """The job that queues the reminders of due rounds."""

    def __init__(self, store: Store, clock: Clock, services: TurnServices, on_commit: Callable[[], None]) -> None:
        """Store the collaborators. `on_commit` is called after reminders were committed."""
        self._store, self._clock, self.services, self._on_commit = store, clock, services, on_commit

    async def run_dry(self) -> int:
        """Run until nothing is due; return the number of transactions that did something."""
        steps = 0
        while await self._step():
            steps += 1
        if steps:
            self._on_commit()
        return steps

    async def _step(self) -> bool:
        now = self._clock.now()
        async with self._store.work() as work:
            await work.campaigns.end_over(now)
            step = Step(self.services, work, now)
            return await step.anew() or await step.onward()


class Step:
    """One transaction of the job: the reminders of one class, or the reminders that became outdated."""

    def __init__(self, services: TurnServices, work: Work, now: datetime) -> None:
        """Store the collaborators, and start a batch without events."""
        self._book, self._work, self._now = services.book, work, now
        self._batch = Batch(services, work, now)

    async def onward(self) -> bool:
        """Open the due rounds, and remind the next class of the first open round. Return False if no round is due."""
        due = await self._work.rounds.due(self._now)
        open_now = [each for each in due if await self._opened(each)]
        if not open_now:
            return bool(due)
        parents = await self._work.rounds.next_class(open_now[0])
        if parents:
            await self._decide(parents, open_now[0].school)
        return True

    async def _opened(self, of: DueRound) -> bool:
        calendar = self._book.calendar_of(of.school)
        when = self._now if calendar.allows(self._now) else calendar.next_school_morning(self._now)
        if of.overtaken or when >= of.ends_at:
            await self._work.rounds.set_state(of, "passed")
        elif when > self._now:
            await self._work.rounds.set_state(of, of.state, when)
        elif of.state == "planned":
            await self._work.rounds.set_state(of, "filling")
        return not of.overtaken and when == self._now

    async def anew(self) -> bool:
        """Decide again about reminders that became outdated before they were sent. Return False if there are none."""
        found = await self._work.rounds.again(self._now, AT_ONCE)
        for school, persons in _by_school(found):
            calendar = self._book.calendar_of(school)
            if calendar.allows(self._now):
                await self._decide(persons, school)
                await self._work.rounds.needless(persons)
            else:
                await self._work.rounds.not_before(persons, calendar.next_school_morning(self._now))
        return bool(found)

    async def _decide(self, persons: Sequence[str], school: str) -> None:
        wanted = [each for each in await self._work.rounds.wanted(persons) if each.ends_at > self._now]
        whom = list(dict.fromkeys(each.person for each in wanted))
        spent = await self._work.budget.spent(whom, "reminder", self._now - WITHIN["reminder"])
        chat_states = await self._work.chats.of_persons(whom, self._now)
        rows: list[ReminderRecord] = []
        until = _quiet_begins(self._book.calendar_of(school), self._now)
        for person, group in groupby(wanted, key=lambda each: each.person):
            rows += await self._reminders(chat_states.get(person), list(group), until, held=person in spent)
        await self._batch.transaction.flush()
        await self._work.rounds.keep(rows)
        for row in {row.delivery: row for row in rows if row.delivery}.values():
            await self._work.budget.spend([row.person], "reminder", str(row.delivery), self._now)

    async def _reminders(
        self, chat_state: ChatState | None, wanted: Sequence[Wanted], until: datetime, *, held: bool
    ) -> list[ReminderRecord]:
        asked = [each for each in wanted if not each.declined]
        person_tasks = tasks(chat_state.known, asked) if chat_state else ()
        why, delivery = "unreachable" if chat_state is None else "budget" if held else "", None
        if not why and chat_state and asked:
            delivery = await self._batch.remind(chat_state, _news(asked), {"asked": person_tasks})
            why = "queued" if delivery else "muted"
        steps = _steps(person_tasks)
        return [_reminder(each, steps.get(each.child, ""), delivery, until, why) for each in wanted]


def _reminder(of: Wanted, step: str, delivery: int | None, until: datetime, outcome: str) -> ReminderRecord:
    given, why = (None, "declined") if of.declined else (delivery, outcome)
    return ReminderRecord(of.campaign, of.days, of.person, of.child, step, given, until, why)


def _steps(person_tasks: Iterable[Task]) -> Mapping[str, str]:
    return {each.child: f"{each.step}:{each.state}" for each in person_tasks}


def _news(asked: Sequence[Wanted]) -> News:
    # if there is only one goal, the buttons name it; if there are several, the next screen asks which one is meant
    goals = {each.goal for each in asked}
    return News(*NOTICE, {"goal": goals.pop() if len(goals) == 1 else "any"}, asked[0].child)


def _quiet_begins(calendar: Calendar, now: datetime) -> datetime:
    return calendar.evening(now.astimezone(calendar.zone).date())


def _by_school(found: Iterable[tuple[str, str]]) -> Iterable[tuple[str, list[str]]]:
    ordered = sorted((school, person) for person, school in found)
    return [(school, [person for _, person in group]) for school, group in groupby(ordered, key=lambda each: each[0])]
