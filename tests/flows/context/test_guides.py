"""Guides: the last seen step is stored, a recap offers it, a promise postpones it, and the end removes it."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from bot.app.calendars import calendar
from flows.book.flow import Flow
from flows.book.loading import Library, bound
from flows.book.model import CONSENT_VERSION, Book
from flows.context.known import Child, Known
from flows.context.rule_context import RuleContext
from flows.engine.advance import advance
from flows.rules import RULES
from flows.values.effects import Effect, NeverMind, OpenLater, Say
from flows.values.events import Event, News, Opened, Pressed
from flows.values.session import Left, Place, Session

HOUR = timedelta(hours=1)
NOON = datetime(2026, 11, 23, 9, tzinfo=UTC)
PARENT = Known(person="p", consent=CONSENT_VERSION, children=(Child("p-1"), Child("p-2", 2)))
GUIDE = {
    "flow": "diary", "was": ["journal"], "start": "first", "recap": "recap", "mends": "school",
    "universals": ["later", "menu", "human"],
    "states": {
        "first": {"step": "1", "buttons": {"next": "second"}},
        "second": {"step": "2", "buttons": {"next": "third", "aside": "aside"}, "mends": "gosuslugi", "was": ["page"]},
        "aside": {"buttons": {"next": "third", "typed": {"go": "third", "tell": {"draft": "слова"}}}},
        "third": {"step": "3", "buttons": {"done": "finish"}},
        "finish": {"ends": True, "step": "4", "buttons": {"again": "first"}},
        "recap": {"buttons": {"go_on": {"go": "resume"}, "anew": "first"}},
        "all_steps": {"keep": True},
    },
}  # fmt: skip
OTHERS = (
    {"flow": "menu", "start": "home", "states": {"home": {"buttons": {"diary": {"open": "diary"}}}}},
    {"flow": "human", "start": "start", "states": {"start": {}}},
    {
        "flow": "later", "start": "when", "takes": ["child", "guide", "step", "of"],
        "states": {
            "when": {"buttons": {"tomorrow": "tomorrow"}},
            "tomorrow": {
                "do": [{"effect": "open_later", "flow": "later/come_back", "wait": {"fact": "day"},
                        "about_word": "guide", "hand": ["guide", "step", "of"]}],
                "then": {"open": "menu"},
            },
            "come_back": {"notice": True, "buttons": {"go_on": {"open": "later/go_on", "hand": ["guide"]}}},
            "go_on": {"then": {"go": "resume"}},
        },
    },
)  # fmt: skip


@pytest.fixture(scope="module")
def book() -> Book:
    flows = [Flow.model_validate(flow) for flow in (GUIDE, *OTHERS)]
    return bound(Library({flow.name: flow for flow in flows}, {}, ()), calendar(), {"day": "1 days"}, {})


def live(book: Book, *events: Event | str | timedelta, child: str = "p-1") -> tuple[Session, tuple[Effect, ...]]:
    effects: tuple[Effect, ...] = ()
    session = Session(flow="menu", state="home", visit=1, shown=("diary",), child=child)
    now = NOON
    for event in events:
        if isinstance(event, timedelta):
            now += event
            continue
        happened = Pressed(session.visit, event) if isinstance(event, str) else event
        session, effects, _, _ = advance(book, session, happened, PARENT, now)
    return session, effects


def place(session: Session) -> tuple[str, str]:
    return session.flow, session.state


def test_the_step_is_said_with_its_number(book: Book) -> None:
    _, effects = live(book, "diary", "next")
    assert [effect.step for effect in effects if isinstance(effect, Say)] == [(2, 4)]


def test_who_left_half_way_is_met_by_the_recap_and_goes_on(book: Book) -> None:
    """An aside is not a step: the chat returns to the last seen step."""
    left, _ = live(book, "diary", "next", "aside", "menu", HOUR, "diary")
    assert (place(left), left.slots) == (("diary", "recap"), {"step": "2", "of": "4"})
    resumed, _ = live(book, "diary", "next", "aside", "menu", HOUR, "diary", "go_on")
    assert place(resumed) == ("diary", "second")


def test_a_look_at_the_map_loses_no_step(book: Book) -> None:
    """Nor does a look at the first screen: the chat returns to the later step, at once or the next day."""
    assert place(live(book, "diary", "next", "menu", "diary")[0]) == ("diary", "recap")
    again, _ = live(book, "diary", "next", "menu", "diary", "anew", "menu", "diary")
    assert (place(again), again.slots["step"]) == (("diary", "recap"), "2")


def test_children_do_not_share_a_place(book: Book) -> None:
    session, _ = live(book, "diary", "next", "menu")
    other = replace(session, child="p-2")
    other, _, _, _ = advance(book, other, Pressed(other.visit, "diary"), PARENT, NOON)
    assert place(other) == ("diary", "first")
    mine, _, _, _ = advance(
        book,
        replace(other, flow="menu", state="home", child="p-1", shown=("diary",)),
        Pressed(other.visit, "diary"),
        PARENT,
        NOON,
    )
    assert (place(mine), mine.slots["step"]) == (("diary", "recap"), "2")


def test_who_left_at_the_first_step_just_begins(book: Book) -> None:
    assert place(live(book, "diary", "menu", HOUR, "diary")[0]) == ("diary", "first")


def test_the_end_forgets_the_place_and_takes_its_promises_back(book: Book) -> None:
    """The end cancels a postponed reminder; if nothing was postponed, nothing is cancelled."""
    session, effects = live(book, "diary", "next", "next", "done")
    assert (place(session), session.left) == (("diary", "finish"), {})
    assert not any(isinstance(effect, NeverMind) for effect in effects)
    _, effects = live(book, "diary", "next", "later", "tomorrow", "diary", "go_on", "next", "done")
    assert NeverMind("p-1", "later", "diary", mine=True) in effects


def test_a_guide_and_a_step_renamed_are_come_back_to(book: Book) -> None:
    session, _ = live(book, "diary", "menu")
    before = Left(Place("journal", "page", {"document": "birth"}, "p-1"), NOON - HOUR)
    session = replace(session, left={"journal:p-1": before})
    session, _, _, _ = advance(book, session, Pressed(session.visit, "diary"), PARENT, NOON)
    assert place(session) == ("diary", "recap")
    session, _, _, _ = advance(book, session, Pressed(session.visit, "go_on"), PARENT, NOON)
    assert (place(session), session.slots) == (("diary", "second"), {"document": "birth"})


def test_words_typed_for_a_question_are_no_part_of_the_place(book: Book) -> None:
    session, _ = live(book, "diary", "next", "aside", "typed")
    assert session.slots == {"draft": "слова"}
    assert session.left["diary:p-1"].place.slots == {}


def test_the_step_of_another_child_is_not_put_off(book: Book) -> None:
    session, _ = live(book, "diary", "next", "aside")
    session = replace(session, child="p-2")
    session, _, _, _ = advance(book, session, Pressed(session.visit, "later"), PARENT, NOON)
    assert session.slots == {"guide": "diary"}


def test_another_child_begins_at_the_beginning(book: Book) -> None:
    session, _ = live(book, "diary", "next", "menu")
    session, _, _, _ = advance(
        book, session, Opened("later", "go_on", {"guide": "diary", "child": "p-2"}), PARENT, NOON
    )
    assert place(session) == ("diary", "first")


def test_later_promises_and_the_promise_leads_back(book: Book) -> None:
    session, effects = live(book, "diary", "next", "later", "tomorrow")
    (promise,) = [effect for effect in effects if isinstance(effect, OpenLater)]
    assert (promise.about, promise.slots) == ("diary", {"guide": "diary", "step": "2", "of": "4"})
    noticed = advance(book, session, News("later", "come_back", promise.slots, "p-1"), PARENT, NOON)
    assert noticed.session == session
    session, _, _, _ = advance(
        book, session, Opened("later", "go_on", {"guide": "diary", "child": "p-1"}), PARENT, NOON
    )
    assert place(session) == ("diary", "recap")


@pytest.mark.parametrize("forged", ["menu", "nothing", "later"])
def test_only_a_guide_is_resumed(book: Book, forged: str) -> None:
    session, _ = live(book, "diary", Opened("later", "go_on", {"guide": forged}))
    assert place(session) == ("menu", "home")


def test_who_calls_a_human_says_who_mends_it(book: Book) -> None:
    assert live(book, "diary", "human")[0].slots == {"mends": "school"}
    assert live(book, "diary", "next", "human")[0].slots == {"mends": "gosuslugi"}


def test_a_teacher_is_sent_no_question_without_words(book: Book) -> None:
    """Notes about steps and documents are not for the teacher, so nothing would be left of the question."""
    found = Session(slots={"mends": "school"}, results={"birth_status": "manual"})
    to_teacher = replace(found, slots={"mends": "teacher"})
    asked = replace(to_teacher, results={"extract": "asked"})
    rule = RULES["something_to_tell"]
    assert [rule(RuleContext(book, at, PARENT, NOON)) for at in (found, to_teacher, asked)] == [True, False, True]


@pytest.mark.parametrize(("whom", "over"), [("anyone", False), ("parent", False), ("teacher", True)])
def test_nobody_is_reminded_of_a_guide_for_a_role_they_have_lost(whom: str, over: bool) -> None:
    flows = [Flow.model_validate(flow) for flow in ({**GUIDE, "for": whom}, *OTHERS)]
    book = bound(Library({flow.name: flow for flow in flows}, {}, ()), calendar(), {"day": "1 days"}, {})
    assert RULES["guide_over"](RuleContext(book, Session(slots={"guide": "diary"}), PARENT, NOON)) is over
