"""Invented people with the longest possible data: a stranger and parents. Each text is rendered for each person."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from bot.check.sights import SIGHTS, SIGNATURE
from bot.check.whole import Whole, path_of
from bot.rendering.addresses import Addresses
from bot.rendering.context import ContextFactory
from flows.book.effect_specs import FindSpec
from flows.book.model import CONSENT_VERSION
from flows.checks.graph import Graph
from flows.context.known import Child, Known, Line, Role, Stage, Ticket
from flows.reading.drafts import ANSWER_LIMIT, DRAFT_LIMIT, LETTER_LIMIT
from flows.text.labels import family_label

#: The longest addresses: a short name in VK has up to 32 characters, and so has the name of a Telegram bot
FAR = Addresses({"vk": lambda: f"https://vk.me/{'v' * 32}", "telegram": lambda: f"https://t.me/{'t' * 32}"})
FAMILY_MARK = 443  #: a mark of three letters, more than any class needs: «новая семья АБВ»
TICKET = "0123456789abc"  #: an id of the usual length
ORDINARY = 400  #: characters of a line or a summary on a screen that has something longer
_OTHER = {"birth": "snils", "snils": "birth"}


class Sample(NamedTuple):
    """An invented person to render texts for.

    `context` and `slots` are the values that templates use. With `everything`, optional slots are set too.
    """

    context: Mapping[str, object]
    slots: Mapping[str, str]
    everything: bool


class Samples:
    """Renders the texts of one book for every invented person."""

    def __init__(self, whole: Whole) -> None:
        """Create the invented people, and for each slot its longest value."""
        self._texts = whole.texts
        self._slots = _values(whole.graph, whole.today)
        self._people = tuple(_people(whole))
        self._queries = {path_of(spot): state.query for spot, state in whole.graph.states.items() if state.query}

    def renderings(self, path: str) -> Iterator[str]:
        """Yield the text at `path`, rendered for each invented person. Raises RenderError.

        A text that uses nothing but facts is rendered once for each school, because facts differ only between schools.
        """
        if self._texts.names(path) <= {"fact"}:
            schools = {id(sample.context.get("school")): sample for sample in self._people}
            yield from (self._texts.render(path, sample.context) for sample in schools.values())
            return
        needed, more = self._texts.words(path), self._texts.optional_words(path)
        for sample in self._people:
            words = needed | more if sample.everything else needed
            of = {**self._slots, **sample.slots, **_own(path)}
            slots = {word: of.get(word, "слово") for word in sorted(words)}
            listed = {"choices": int(sample.everything)}
            yield self._texts.render(path, {**sample.context, **self._seen(path), **listed, "told": slots})

    def _seen(self, path: str) -> Mapping[str, object]:
        # a text can use only the query of its own state; the longest result of that query is used here
        query = self._queries.get(path, "")
        return {query: SIGHTS[query]} if query in SIGHTS else {}

    def label(self, flow: str, state: str, key: str) -> str:
        """Return the longest label that the button `key` of a state has for the invented people. Raises RenderError."""
        if self._texts.same_for_all(flow, state, key):
            return self._texts.label(flow, state, key)
        words = self._texts.label_words(flow, state, key)
        slots = {word: self._slots.get(word, "слово") for word in words}
        seen = self._seen(f"{flow}/{state}")
        said = [
            self._texts.label(flow, state, key, {**sample.context, **seen, "told": slots}) for sample in self._people
        ]
        return max(said, key=len)


def _own(path: str) -> Mapping[str, str]:
    # the draft of a broadcast may be longer than that of a question
    return {"draft": "Щ" * LETTER_LIMIT, "ready": ""} if path.partition("/")[0] in {"broadcast", "letter"} else {}


def _values(graph: Graph, today: date) -> dict[str, str]:
    literals: dict[str, list[str]] = {}
    for steps in graph.steps.values():
        for step in steps:
            for word, value in (*step.way.gives.items(), *step.way.tell.items()):
                literals.setdefault(word, []).append(value)
    return {
        **{word: max(values, key=len) for word, values in literals.items()},
        "asks_on": (today + timedelta(days=300)).isoformat(),
        "class_name": "11Ё",
        "code": "k" * 32,
        "deadline": (today + timedelta(days=300)).isoformat(),
        "given_on": today.isoformat(),
        "draft": "Щ" * DRAFT_LIMIT,
        "quoted": "Щ" * 120,
        "meaning_label": "Щ" * 40,
        "shape": SIGNATURE,
        "hat": "1" * 19,
        "hat_label": "11Ё · замещает до 12.12",
        "klass": TICKET,
        "last_day": (today + timedelta(days=300)).isoformat(),
        "profile": max((*graph.flows, "school"), key=len),
        "at": f"{today.isoformat()}T23:00",
        "broadcast": TICKET,
        "segment": "numbers:" + ",".join(map(str, range(1, 41))),
        "signs": "4000",
        "sent_on": (today - timedelta(days=300)).isoformat(),
        "ticket": TICKET,
        "waited_since": f"{(today - timedelta(days=25)).isoformat()}T12:00+00:00",
        "family_label": family_label(None, FAMILY_MARK),
    }


def _people(whole: Whole) -> Iterator[Sample]:
    contexts = ContextFactory(whole.texts, whole.book, FAR)
    now = datetime.combine(whole.today, time(12), whole.calendar.zone)
    results = _results(whole.graph)
    schools = ("", *sorted(whole.texts.schools))
    for n, known in enumerate([Known(), *(_parent(now, school, n) for n, school in enumerate(schools))]):
        document = ("birth", "snils")[n % 2]
        for about in (document, _OTHER[document]):
            child = known.children[-1].id if known.children else ""
            context = contexts.context(known, now, slots={"ticket": TICKET}, results=results, child=child)
            yield Sample(dict(context), {"document": about}, everything=about == document)


def _results(graph: Graph) -> dict[str, str]:
    ways = [pair for steps in graph.steps.values() for step in steps for pair in step.way.find.items()]
    set_by_states = [(w.what, w.value) for state in graph.states.values() for w in state.do if isinstance(w, FindSpec)]
    return dict(sorted({*ways, *set_by_states}))


def _parent(now: datetime, school: str, n: int) -> Known:
    # one child or six, with various stages and tickets, so that every branch of a text is rendered for some person
    count = 6 if n % 2 else 1
    children = tuple(
        Child(
            f"{TICKET}-{k}",
            k,
            klass=TICKET,
            class_name="11Ё",
            school=school,
            stages=_stages(now.date(), k + n),
            family_mark=FAMILY_MARK,
        )
        for k in range(1, count + 1)
    )
    roles = (Role("parent", school), Role("staff", school), Role("teacher", school, TICKET, "11Ё")) if school else ()
    return Known(
        person=TICKET, consent=CONSENT_VERSION if n else "", muted=bool(n % 2), roles=roles, children=children,
        tickets=(_ticket(now, school, n),), staffed=bool(n % 2), school=school,
    )  # fmt: skip


def _stages(today: date, n: int) -> tuple[Stage, ...]:
    on = today - timedelta(days=300)
    if n % 4 == 0:
        return ()
    card = Stage("documents", "card", on)
    birth = Stage("documents", ("verified", "sent_again", "manual")[n % 3], on, "birth")
    snils = Stage("documents", ("verified", "not_found", "checking")[n % 3], on, "snils")
    account = (Stage("account", "finished" if n % 2 else "created", on),) if n % 3 == 0 else ()
    return (card, birth, snils, *account)


def _ticket(now: datetime, school: str, n: int) -> Ticket:
    answered = _line(now, "staff", ANSWER_LIMIT)
    thread = tuple(_line(now, ("parent", "staff")[k % 2], ORDINARY) for k in range(12))
    # only one of the texts has its longest length: a screen with two such texts may be sent in parts
    lines = ((answered,), (_line(now, "parent", ORDINARY),), thread)[n % 3]
    state = ("answered", "taken", "open")[n % 3]
    summary = "Щ" * (ORDINARY + (DRAFT_LIMIT if n % 3 == 1 else 0))
    return Ticket(
        id=TICKET, number=12345, school=school, state=state, topic="question", mine=bool(n % 2), class_name="11Ё",
        summary=summary, opened=now - timedelta(days=300), lines=lines,
    )  # fmt: skip


def _line(now: datetime, side: str, length: int) -> Line:
    return Line(side, "Щ" * length, now - timedelta(days=300))
