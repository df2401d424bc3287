"""Arbitrary lives of a chat for Hypothesis: events of every kind, and a store that grants commands at random."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from flows.book.model import Book
from flows.context.known import Known, Line, Role, Ticket
from flows.engine.advance import Turn, advance
from flows.reading.drafts import ANSWER_LIMIT
from flows.values import effects, events, session
from flows.values.commands import COMMANDS
from flows.values.effects import CONTESTED, Ask, Effect, Say
from flows.values.events import Answered, Denied, Event, Option, Taken, TakenByOther
from flows.values.session import Session

LONGEST_SUMMARY = 2400  #: characters: a summary with all results and the longest draft
START = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
TOLD = {
    "redeem": [
        {"kind": "class", "klass": "c1", "class_name": "3Б", "school": "vylgort"},
        {"kind": "child", "child": "p-1"},
        {"kind": "staff", "school": "vylgort"},
        {"kind": "teacher", "school": "vylgort", "klass": "c1", "class_name": "3Б"},
        {"kind": "installation"},
        {
            "kind": "link",
            "code": "kvx-1f4r7t",
            "children": "1",
            "questions": "2",
            "children_there": "0",
            "questions_there": "0",
        },
    ],
    "make_class": [{"klass": "c2", "class_name": "7А"}],
    "make_code": [{"code": "k7x-49fq2m", "kind": "class"}],
}
TICKETS = (
    Ticket("t1", 1, "vylgort", "open", class_name="3Б", summary="сводка", opened=START),
    Ticket(
        "t2",
        2,
        "vylgort",
        "taken",
        mine=True,
        taken_by="q",
        class_name="3Б",
        summary="Щ" * LONGEST_SUMMARY,
        opened=START,
        lines=tuple(Line(side, "Ы" * ANSWER_LIMIT, START) for side in ("parent", "staff", "staff")),
    ),
    Ticket("t3", 3, "vylgort", "taken", taken_by="p", class_name="3Б", summary="сводка", opened=START),
)
ROLES = (Role("staff", "vylgort"), Role("teacher", "vylgort", "c1", "3Б"), Role("installer", ""))
WORDS = [
    "да", "нет", "готово", "назад", "меню", "человек", "помощь", "1", "2", "не знаю", "5 дней назад", "12.11",
    "данные введены вручную", "нет кнопки создать", "стоп", "мои данные", "3б", "k7x-49fq2m", "снилс не найден в сфр",
    "Вопрос про Ёлкину-Задунайскую 👩‍👧", "здравствуйте", "rfr djqnb", "позже",
]  # fmt: skip


def happenings(book: Book) -> st.SearchStrategy[Event]:
    """Return a strategy of events: any text, press, opening (forged or not), file, timer and notice."""
    flows = sorted(book.flows)
    states = sorted({state for flow in book.flows.values() for state in flow.states})
    keys = sorted({key for flow in book.flows.values() for state in flow.states.values() for key in state.buttons})
    told = st.dictionaries(
        st.sampled_from(["document", "child", "ticket", "code", "guide", "step", "of", "чужое"]),
        st.sampled_from(["birth", "snils", "p-1", "t1", "t2", "t3", "demo-3b", "card", "no_guide", "7", "", "🙂"]),
        max_size=3,
    )
    key = st.sampled_from([*keys, "back", "later", "menu", "human", "more", "less", "=p-1", "=t1", "=🙂"])
    return st.one_of(
        st.builds(events.Said, st.one_of(st.sampled_from(WORDS), st.text(max_size=60)), edited=st.booleans()),
        st.builds(events.Pressed, st.integers(-1, 40), key),
        st.builds(events.Opened, st.sampled_from([*flows, "нет"]), st.sampled_from([*states, "", "нет"]), told),
        st.builds(
            lambda place, words: events.Opened(place[0], place[1], words), st.sampled_from(sorted(book.openable)), told
        ),
        st.builds(events.SentFile, st.sampled_from([*sorted(events.FILE_KINDS), "неведомое"])),
        st.builds(events.WaitedOut, st.integers(0, 40)),
        st.builds(events.News, st.sampled_from(flows), st.sampled_from(states), told, st.sampled_from(["", "p-1"])),
        st.just(PRESS_SHOWN),
    )


#: Stands for a press of a button on the current screen; `Life` chooses which.
PRESS_SHOWN = events.Pressed(-7, "")


class Life:
    """One chat that processes event after event, and records the values that the property tests check."""

    def __init__(self, book: Book, draw: st.DataObject) -> None:
        """Start the chat of a person with or without roles."""
        self.book, self.draw = book, draw
        roles = draw.draw(st.sets(st.sampled_from(ROLES), max_size=3))
        self.known = Known(person="p", roles=tuple(sorted(roles, key=repr)), tickets=TICKETS, school="vylgort")
        self.session = Session()
        self.now = START
        self.said: list[Say] = []
        self.effects: list[Effect] = []

    def live(self, event: Event) -> None:
        """Process one event; answer every query and command until none is pending."""
        self.now += timedelta(hours=self.draw.draw(st.integers(0, 30)))
        turn = self._fold(self._chosen(event))
        for _ in range(10):
            pending = [effect for effect in turn.effects if isinstance(effect, CONTESTED)]
            if not pending:
                return
            turn = self._fold(self._answer(pending[-1]))
        raise AssertionError("a turn that asks for ever")

    def _chosen(self, event: Event) -> Event:
        if event != PRESS_SHOWN:
            return event
        shown = [*self.session.shown, *(f"={option.value}" for option in self.session.options)]
        return events.Pressed(self.session.visit, self.draw.draw(st.sampled_from(shown or ["menu"])))

    def _fold(self, event: Event) -> Turn:
        turn = advance(self.book, self.session, event, self.known, self.now)
        self.session, self.known = turn.session, turn.known
        if not self.known.person:
            self.known = Known(person="p", school="vylgort")
        self.effects += turn.effects
        self.said += [effect for effect in turn.effects if isinstance(effect, Say)]
        assert session.decoded(session.encoded(self.session)) == self.session
        assert all(effects.decoded(effects.encoded(effect)) == effect for effect in turn.effects)
        assert events.decoded(events.encoded(event)) == event
        return turn

    def _answer(self, pending: Effect) -> Event:
        if isinstance(pending, Ask):
            many = self.draw.draw(st.integers(0, 25))
            return Answered(pending.question, tuple(Option(f"o{n}", f"{n}-й") for n in range(many)))
        assert isinstance(pending, effects.Do)
        spec = COMMANDS[pending.command]
        told = TOLD.get(pending.command, [dict.fromkeys(sorted(spec.tells), "12")])
        return self._ended(pending.command, spec.outcomes, told)

    def _ended(self, wish: str, outcomes: frozenset[str], slots: list[dict[str, str]]) -> Event:
        outcome = self.draw.draw(st.sampled_from(sorted(outcomes)))
        if outcome == "taken":
            return Taken(wish, self.draw.draw(st.sampled_from(slots)))
        return TakenByOther(wish) if outcome == "taken_by_other" else Denied(wish, outcome)


def place(of: Session) -> tuple[str, str]:
    """Return the flow and the state of a session."""
    return of.flow, of.state


def in_the_book(book: Book, of: Sequence[Say]) -> bool:
    """Return whether every message comes from a state of the book."""
    return all(book.state(say.flow, say.state) is not None for say in of)
