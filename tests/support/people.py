"""Sample people of every kind that a text can distinguish.

Their dates are chosen so that a rendered sample date cannot be mistaken for any other date.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import product

from flows.book.effect_specs import RecordSpec
from flows.book.model import CONSENT_VERSION
from flows.checks.graph import Graph
from flows.context.known import Child, Known, Line, Role, Stage, Ticket
from flows.context.rule_context import DOCUMENTS
from flows.values.calendar import MOSCOW

NOW = datetime(2026, 11, 23, 12, tzinfo=MOSCOW)  #: a Monday
#: Ages of a record: recent, later than usual, past every term, and in another year (C1).
AGES = tuple(timedelta(days=days) for days in (1, 9, 43, 2818))
ASKS_ON = date(2031, 5, 8)  #: no text of ours names that year on its own
SENT_ON = NOW.date() - AGES[-1]
KLASS, CLASS_NAME = "c", "3Б"
ROLES = ((), ("teacher",), ("staff",), ("teacher", "staff"))
TICKETS = ("open", "mine", "taken", "answered", "closed")
WORDS = "Пишет «не найдено», а свидетельство лежит передо мной"  #: used for messages of a parent and of the staff

#: The stages of each track and subject; the first one is empty: not begun.
Tracks = Mapping[tuple[str, str], Sequence[str]]


def days() -> frozenset[date]:
    """Return every date that a sample contains."""
    return frozenset({ASKS_ON, NOW.date(), *(NOW.date() - age for age in AGES)})


def tracks(graph: Graph) -> Tracks:
    """Return the stages that states of the book record, grouped by track and subject."""
    found: dict[tuple[str, str], list[str]] = {}
    for state in graph.states.values():
        for wish in state.do:
            if isinstance(wish, RecordSpec):
                _add(found, wish)
    return found


def _add(found: dict[tuple[str, str], list[str]], wish: RecordSpec) -> None:
    for about in _abouts(wish):
        stages = found.setdefault((wish.track, about), [""])
        stages += [wish.stage] if wish.stage not in stages else []


def _abouts(wish: RecordSpec) -> tuple[str, ...]:
    return DOCUMENTS if wish.about_word else (wish.about,)


def stranger(school: str) -> Known:
    """Return a person with no known data except the school."""
    return Known(school=school, staffed=True)


def crowd(school: str, of: Tracks) -> Iterator[Known]:
    """Yield every sample person that a text may be rendered for."""
    for n, stages in enumerate(_progress(of)):
        yield _parent(school, n, stages)
    yield stranger(school)
    for n, kinds in enumerate(ROLES):
        yield Known(person="p", roles=_hats(school, kinds), school=school, staffed=n % 2 == 0, muted=n == 1)


def _parent(school: str, n: int, stages: tuple[Stage, ...]) -> Known:
    child = Child("p-1", 1, KLASS, CLASS_NAME, school, stages)
    children = (child, Child("p-2", 2, school=school)) if n % 2 else (child,)
    return Known(
        person="p", consent=CONSENT_VERSION if n % 7 else "", muted=n % 5 == 0, staffed=n % 3 > 0, school=school,
        roles=_hats(school, ROLES[n // 2 % len(ROLES)]), children=children, tickets=tickets(school),
    )  # fmt: skip


def _progress(of: Tracks) -> Iterator[tuple[Stage, ...]]:
    """Yield sets of stages, with the ages of AGES in turn.

    Every pair of document stages comes once, and every other stage twice: alone, and with everything else finished.
    """
    pairs = [("documents", about) for about in DOCUMENTS]
    done = {**dict.fromkeys(pairs, "verified"), ("account", ""): "finished"}
    ways = [dict(zip(pairs, both, strict=True)) for both in product(*(of[pair] for pair in pairs))]
    for key, stages in of.items():
        ways += [way for stage in stages for way in ({key: stage}, {**done, key: stage})]
    for n, way in enumerate(ways):
        yield _stages(way, AGES[n % len(AGES)])


def _stages(told: Mapping[tuple[str, str], str], age: timedelta) -> tuple[Stage, ...]:
    on = NOW.date() - age
    return tuple(Stage(track, stage, on, about) for (track, about), stage in told.items() if stage)


def _hats(school: str, kinds: tuple[str, ...]) -> tuple[Role, ...]:
    return tuple(Role(kind, school, KLASS, CLASS_NAME) for kind in kinds)


def tickets(school: str) -> tuple[Ticket, ...]:
    """Return one ticket in each of its states, all opened at the earliest sample date."""
    return tuple(_ticket(n, name, school) for n, name in enumerate(TICKETS, 1))


def _ticket(number: int, name: str, school: str) -> Ticket:
    opened = NOW - AGES[-1]
    lines = tuple(Line(side, WORDS, opened) for side in ("parent", "staff")[: number % 3])
    state = "taken" if name == "mine" else name
    return Ticket(
        id=name, number=number, school=school, state=state, topic="question", mine=number % 2 > 0,
        taken_by="p" if name == "mine" else "", class_name=CLASS_NAME, summary=WORDS, opened=opened, lines=lines,
    )  # fmt: skip
