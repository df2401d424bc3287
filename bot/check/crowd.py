"""Invented people in all situations that the rules distinguish. They show how many buttons a screen can have."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from itertools import product, zip_longest

from bot.check.whole import Whole
from flows.book.model import CONSENT_VERSION
from flows.checks.graph import Spot
from flows.context.known import Child, Known, Role, Stage, Ticket
from flows.context.rule_context import RuleContext
from flows.rules import RULES
from flows.values.session import Session

ME, CLASS = "p", "c"
_ROLES = ((), (Role("staff", "s"),), (Role("teacher", "s", CLASS),), (Role("staff", "s"), Role("teacher", "s", CLASS)))
_OF_DOCUMENTS = ("", "sent", "manual", "not_found", "verified")
_OF_ACCOUNT = ("", "created", "finished")
_OF_SERVICES = {
    "diary": ("trouble", "entered", "opted_out"),
    "myschool": ("requested", "half", "declined", "joined"),
    "sferum": ("child_ready", "requested", "declined", "joined"),
}
_SLOTS: tuple[Mapping[str, str], ...] = (
    {},
    {"document": "birth", "draft": "слова", "ticket": "open", "code": "k7x-49fq2m", "kind": "staff"},
    {"document": "snils", "ticket": "mine", "kind": "child", "klass": CLASS},
    {"ticket": "closed", "kind": "installation"},
)


@lru_cache(maxsize=1)
def crowd_of(whole: Whole) -> "Crowd":
    """Return the invented people of a book; several checks ask them the same."""
    return Crowd(whole)


class Crowd:
    """Invented people, and for each rule the people for whom it holds."""

    def __init__(self, whole: Whole) -> None:
        """Store `whole`; the rules are evaluated with its book. The invented people are created at first use."""
        self._whole = whole
        self._answers: dict[str, Sequence[bool]] = {}

    def together(self, spot: Spot) -> int:
        """Return the largest number of buttons that one invented person sees in a state, without universal buttons."""
        rules = [way.when for way in self._whole.graph.states[spot].buttons.values()]
        asked = [self._outcomes(name) for name in rules if name in RULES]
        return len(rules) - len(asked) + max(map(sum, zip(*asked, strict=True)), default=0)

    def shown(self, spot: Spot) -> set[tuple[str, ...]]:
        """Return every set of buttons that one invented person sees in a state, without universal buttons."""
        ways = self._whole.graph.states[spot].buttons
        asked = {key: self._outcomes(way.when) for key, way in ways.items() if way.when in RULES}
        if not asked:
            return {tuple(ways)}
        sets = set(zip(*asked.values(), strict=True))  # a thousand people see a few different sets
        hidden = ({key for key, holds in zip(asked, each, strict=True) if not holds} for each in sets)
        return {tuple(key for key in ways if key not in none) for none in hidden}

    def _outcomes(self, rule: str) -> Sequence[bool]:
        """Return for each invented person whether the rule holds. The result is stored for the next call."""
        if rule not in self._answers:
            self._answers[rule] = [RULES[rule](seen) for seen in self._seen]
        return self._answers[rule]

    @cached_property
    def _seen(self) -> tuple[RuleContext, ...]:
        whole = self._whole
        book = whole.book
        now = datetime.combine(whole.today, time(9), UTC)
        return tuple(
            RuleContext(book, Session(slots=slots, child=known.children[0].id if known.children else ""), known, now)
            for known in _people(now, sorted(book.features))
            for slots in _SLOTS
        )


def _people(now: datetime, schools: Iterable[str]) -> Iterator[Known]:
    old, fresh = now.date() - timedelta(days=40), now.date() - timedelta(days=1)
    families = [(), *((child,) for child in _children(old)), *((child, Child("p-2")) for child in _children(fresh))]
    speak = ("", *schools)
    for n, (children, roles) in enumerate(product(families, _ROLES)):
        yield Known(
            person=ME, consent=CONSENT_VERSION if n % 2 else "", muted=n % 3 == 0, roles=roles, children=children,
            tickets=_tickets(mine=n % 2 == 0), staffed=n % 5 != 0, school=speak[n % len(speak)],
        )  # fmt: skip


def _children(on: date) -> Iterator[Child]:
    for card, birth, snils, account in product(("", "card"), _OF_DOCUMENTS, _OF_DOCUMENTS, _OF_ACCOUNT):
        documents = ((card, ""), (birth, "birth"), (snils, "snils"))
        rows = (*(("documents", *each) for each in documents), ("account", account, ""))
        stages = tuple(Stage(track, stage, on, about) for track, stage, about in rows if stage)
        yield Child("p-1", klass=CLASS if birth else "", class_name="3Б", stages=stages)
    ready = Stage("account", "finished", on)
    for services in zip_longest(*(("", *stages) for stages in _OF_SERVICES.values()), fillvalue=""):
        after = tuple(Stage(track, stage, on) for track, stage in zip(_OF_SERVICES, services, strict=True) if stage)
        yield Child("p-1", klass=CLASS, class_name="3Б", stages=(ready, *after))


def _tickets(*, mine: bool) -> tuple[Ticket, ...]:
    return (
        Ticket("open", 1, "s", "open", mine=mine),
        Ticket("mine", 2, "s", "taken", taken_by=ME),
        Ticket("closed", 3, "s", "closed", mine=mine),
    )
