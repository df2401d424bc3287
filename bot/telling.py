"""What a text may speak of: the context of a template, made of what is known and where the chat stands."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from msgspec.structs import replace

from bot.expected import answer_by
from flows.calendar import Calendar
from flows.known import Child, Known, Line, Stage, child_label
from flows.model import Book
from flows.progress import SERVICES, Step, on_the_way, steps
from texts import School, Texts

_TERMS = ("check_usual", "check_limit")
WORDS_SHOWN = 1200  #: characters of a ticket's talk on one screen; the last utterance is always whole


class ChildView(NamedTuple):
    """A child as a text speaks of it."""

    label: str
    number: int
    class_name: str
    several: bool
    stages: tuple[Stage, ...]
    steps: tuple[Step, ...]

    @property
    def begun(self) -> bool:
        """Tell whether anything says how far the child has come."""
        return any(on_the_way(stage) for stage in self.stages)

    @property
    def without(self) -> bool:
        """Tell whether the parent goes without every service (C11)."""
        return all(step.state == "without" for step in self.steps if step.key in SERVICES)


class Telling:
    """Makes contexts: one for every screen and notice."""

    def __init__(self, texts: Texts, book: Book) -> None:
        """Keep the words, and the book with its calendars and terms."""
        self._texts, self._book = texts, book

    def context(
        self,
        known: Known,
        now: datetime,
        *,
        told: Mapping[str, str],
        found: Mapping[str, str],
        child: str,
        kept: Mapping[str, int] | None = None,
    ) -> dict[str, object]:
        """Give all a template may name; see `texts/README.md`."""
        spoken_of = known.child(child)
        school = self.school(known, spoken_of)
        calendar = self._book.calendar_of(school.key if school else "")
        local = now.astimezone(calendar.zone)
        ticket = known.ticket(told.get("ticket", ""))
        view = self._child(spoken_of, known, local) if spoken_of else None
        return {
            "told": told,
            "found": found,
            "child": view,
            "steps": view.steps if view else (),
            "known": self._known(known, local),
            "school": school,
            "ticket": ticket and replace(ticket, lines=recent(ticket.lines)),
            "earlier": len(ticket.lines) - len(recent(ticket.lines)) if ticket else 0,
            "answer_by": answer_by(school, calendar, now) if school else None,
            "pace": self._pace(view.steps, local.date(), calendar, school.key if school else "") if view else "",
            "kept": kept or {},
            "now": local,
        }

    def _pace(self, drawn: tuple[Step, ...], today: date, calendar: Calendar, school: str) -> str:
        # how far into its terms a running check is (C1)
        since = next((step.since for step in drawn if step.key == "check" and step.state == "running"), None)
        if since is None:
            return ""
        over = [calendar.since(since, self._book.term(term, school)) <= today for term in _TERMS]
        return ("usual", "slow", "overdue")[sum(over)]

    def school(self, known: Known, child: Child | None) -> School | None:
        """Give the profile that speaks, None when no school is known."""
        return self._texts.schools.get((child.school if child else "") or known.school)

    def _child(self, child: Child, known: Known, local: datetime) -> ChildView:
        label = child_label(child.number, child.class_name)
        drawn = steps(child, local.date())
        return ChildView(label, child.number, child.class_name, len(known.children) > 1, child.stages, drawn)

    def _known(self, known: Known, local: datetime) -> dict[str, object]:
        return {
            "children": [self._child(child, known, local) for child in known.children],
            "consent": known.consent,
            "staffed": known.staffed,
            "taught": known.taught,
            "muted": known.muted or not known.consent,  # without a consent nobody is reminded of anything
            "hats": known.hats,
            "tickets": known.tickets,
        }


def recent(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Give the newest utterances that fit one screen, at least one."""
    room, first = WORDS_SHOWN, len(lines)
    while first and (room := room - len(lines[first - 1].text)) >= 0:
        first -= 1
    return lines[min(first, len(lines) - 1) :] if lines else ()
