"""The graph checks on flows written for them: which words are told where, and that no library makes them fall over."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows import checks
from flows.book.loading import Library, library
from flows.book.model import Flow
from flows.checks.graph import OWN, Graph, Spot
from flows.checks.told import IMPLIES, WISH_TELLS, Words, screens_after, told_everywhere
from flows.context.lists import LISTS
from flows.reading.readers import READERS
from flows.rules import RULES
from flows.values.effects import OUTCOMES
from tests.broken import laid_out
from tests.support.root import ROOT

Written = Mapping[str, object]  #: a flow or a state as its author writes it


def book(*flows: Written) -> Library:
    shaped = [Flow.model_validate(flow) for flow in flows]
    return Library({flow.name: flow for flow in shaped}, {}, ())


def menu(**states: Written) -> Written:
    return {"flow": "menu", "start": "home", "states": {"home": {}, **states}}


def told(*flows: Written) -> dict[Spot, set[str]]:
    return {spot: set(words) for spot, words in told_everywhere(book(*flows)).items()}


def test_a_word_is_told_only_when_every_way_tells_it() -> None:
    found = told(menu(
        home={"buttons": {"one": {"go": "a", "tell": {"document": "birth"}}, "two": {"go": "b"}}},
        a={"buttons": {"on": "c"}},
        b={"buttons": {"on": {"go": "c", "tell": {"document": "snils"}}, "off": "d"}},
        c={"buttons": {"on": "d"}},
        d={},
    ))  # fmt: skip
    assert found["menu", "c"] == {"document"}
    assert found["menu", "d"] == set()


def test_another_flow_hears_only_what_is_handed_to_it() -> None:
    opened = {"open": "card", "hand": ["document"], "with": {"child": "p-1"}, "tell": {"from": "map"}}
    found = told(
        menu(
            home={"buttons": {"one": {"go": "a", "tell": {"document": "birth", "age": "7"}}}},
            a={"buttons": {"on": opened}},
        ),
        {"flow": "card", "start": "first", "states": {"first": {"buttons": {"on": "second"}}, "second": {}}},
    )
    assert found["card", "first"] == found["card", "second"] == {"document", "child", "from"}


def test_what_is_read_chosen_and_granted_is_told_and_a_tried_code_is_forgotten() -> None:
    found = told(menu(
        home={"read": "code", "next": "try"},
        **{"try": {
            "do": {"effect": "redeem"},
            "answers": {"taken": "inside", "unknown": "outside"},
        }},
        inside={"choices": "my_children", "chosen": "child"},
        outside={},
        child={},
    ))  # fmt: skip
    assert found["menu", "try"] == {"code"}
    assert found["menu", "inside"] == {"kind"}
    assert found["menu", "child"] == {"kind", "child"}
    assert found["menu", "outside"] == set()


def test_a_promise_tells_its_day_and_brings_what_it_hands() -> None:
    promise = {"effect": "open_later", "flow": "later/due", "wait": {"fact": "x"}, "hand": ["document"]}
    found = told(
        menu(
            home={"buttons": {"one": {"go": "keep", "tell": {"document": "birth"}}}},
            keep={"do": [promise], "note": True, "then": "done"},
            done={},
        ),
        {
            "flow": "later",
            "takes": ["document"],
            "start": "due",
            "states": {
                "due": {"notice": True, "buttons": {"on": {"open": "later/asked", "hand": ["document"]}}},
                "asked": {},
            },
        },
    )
    assert found["menu", "keep"] == found["menu", "done"] == {"document", "asks_on"}
    assert found["later", "due"] == found["later", "asked"] == {"document"}


def test_a_notice_nobody_promises_comes_with_all_its_flow_takes() -> None:
    desk = {"flow": "desk", "takes": ["ticket"], "start": "new", "states": {"new": {"notice": True}}}
    assert told(menu(), desk)["desk", "new"] == {"ticket"}


def test_whoever_is_forgotten_was_told_nothing() -> None:
    found = told(menu(
        home={"buttons": {"one": {"go": "gone", "tell": {"document": "birth"}}}},
        gone={"do": {"effect": "forget"}, "then": "bye"},
        bye={},
    ))  # fmt: skip
    assert found["menu", "bye"] == set()


def test_a_rule_that_held_proves_a_word() -> None:
    found = told(menu(
        home={"buttons": {"one": "fork"}},
        fork={"branch": [{"when": "about_birth", "go": "birth"}, {"go": "any"}]},
        birth={},
        any={},
    ))  # fmt: skip
    assert (found["menu", "birth"], found["menu", "any"]) == ({"document"}, set())


def test_a_place_nobody_comes_to_has_no_words() -> None:
    assert ("menu", "island") not in told(menu(island={"buttons": {"on": "home"}}))


def test_the_way_that_lacks_a_word_is_named() -> None:
    graph = Graph(book(menu(
        home={"buttons": {"rich": {"go": "a", "tell": {"document": "birth"}}, "poor": "a"}}, a={},
    )))  # fmt: skip
    assert Words(graph).lacking(("menu", "a"), "document") == "«menu/home» (buttons poor)"


def test_a_note_is_said_with_the_words_of_the_screen_below_it() -> None:
    of = book(
        menu(
            home={"buttons": {"one": {"go": "said", "tell": {"document": "birth"}}}},
            said={"note": True, "branch": [{"when": "muted", "go": "here"}, {"open": "menu"}]},
            here={},
        )
    )
    found = screens_after(Graph(of), ("menu", "said"), frozenset({"document"}))
    assert found == {(("menu", "here"), frozenset({"document"})), (("menu", "home"), frozenset())}


def test_the_consent_stands_between_a_note_and_what_owes_it() -> None:
    of = book(
        menu(
            home={"buttons": {"one": {"go": "said", "tell": {"document": "birth"}}}},
            said={"note": True, "then": "kept"},
            kept={"do": {"effect": "add_child"}, "then": "here"},
            here={},
        ),
        {"flow": "consent", "start": "ask", "states": {"ask": {}}},
    )
    found = screens_after(Graph(of), ("menu", "said"), frozenset({"document"}))
    assert (("consent", "ask"), frozenset()) in found


def test_faults_are_told_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    found = checks.faults(
        laid_out("no_human_or_menu", tmp_path).library, meanings=["extra_howto"], terms=["check_usual"]
    )
    lines = [int(fault.where.rpartition(":")[2]) for fault in found if fault.where.startswith("library/extra")]
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_a_rename_to_the_place_of_another_flows_state_is_no_clash() -> None:
    of = book(menu(home={"was": ["start"]}), {"flow": "card", "start": "start", "states": {"start": {}}})
    assert not [fault for fault in checks.faults(of, meanings=(), terms=()) if fault.rule == "renamed_clash"]


@pytest.mark.parametrize(("wish", "outcomes"), OUTCOMES.items())
def test_a_wish_with_every_outcome_answered_is_whole(wish: str, outcomes: frozenset[str]) -> None:
    spec = {"effect": wish, **({"kind": "staff"} if wish == "make_code" else {})}
    of = book(menu(home={"do": spec, "answers": dict.fromkeys(outcomes, "after")}, after={}))
    assert not [fault for fault in checks.faults(of, meanings=(), terms=()) if fault.rule == "wish_unanswered"]


def test_the_tables_name_what_there_is() -> None:
    assert IMPLIES.keys() <= RULES.keys()
    assert WISH_TELLS.keys() <= OUTCOMES.keys()
    typed = (ROOT / "flows" / "engine" / "typed.py").read_text(encoding="utf-8")
    assert all(f'"{address}"' in typed for address in ("welcome/code_said",) if address in OWN)


# --- Total: whatever the library, there are faults and no falls -------------------------------------------------------

NAMES = st.sampled_from(["menu", "welcome", "human", "extra", "home", "start", "a", "b", "Ещё", "return", "back", ""])
ADDRESSES = st.one_of(NAMES, st.builds("{}/{}".format, NAMES, NAMES))
SOME_WORDS = st.dictionaries(st.sampled_from(["document", "child", "ticket", "🙂"]), st.text(max_size=3), max_size=2)
RULE_NAMES = st.sampled_from([*sorted(RULES)[:5], "about_birth", "никогда"])
WAYS = st.fixed_dictionaries(
    {},
    optional={
        "go": NAMES,
        "open": ADDRESSES,
        "with": SOME_WORDS,
        "hand": st.lists(st.sampled_from(["document", "asks_on", "🙂"]), max_size=2),
        "tell": SOME_WORDS,
        "find": SOME_WORDS,
        "when": RULE_NAMES,
    },
)
SINCE = st.fixed_dictionaries({"fact": NAMES}, optional={"since": NAMES})
WISHES = st.one_of(
    st.builds(
        lambda effect: {"effect": effect}, st.sampled_from(["forget", "mute", "redeem", "take_ticket", "add_child"])
    ),
    st.builds(lambda flow, wait: {"effect": "open_later", "flow": flow, "wait": wait, "hand": ["x"]}, ADDRESSES, SINCE),
    st.builds(lambda word: {"effect": "record", "track": "documents", "stage": "s", "about_word": word}, NAMES),
    st.builds(lambda flow: {"effect": "never_mind", "flow": flow, "about": "x", "about_word": "y"}, ADDRESSES),
    st.builds(lambda kind: {"effect": "make_code", "kind": kind}, st.sampled_from(["class", "child"])),
)
STATES = st.fixed_dictionaries(
    {},
    optional={
        "source": NAMES,
        "was": st.lists(NAMES, max_size=2),
        "hears": st.one_of(st.lists(NAMES, max_size=2), st.dictionaries(NAMES, SOME_WORDS, max_size=2)),
        "do": st.lists(WISHES, max_size=3),
        "note": st.booleans(),
        "branch": st.lists(WAYS, max_size=3),
        "then": WAYS,
        "answers": st.dictionaries(st.sampled_from(["taken", "unknown", "🙂"]), WAYS, max_size=2),
        "buttons": st.dictionaries(NAMES, WAYS, max_size=3),
        "choices": st.sampled_from([*LISTS, "🙂"]),
        "chosen": WAYS,
        "read": st.sampled_from([*READERS, "🙂"]),
        "next": WAYS,
        "wait": SINCE,
        "waited_out": WAYS,
        "notice": st.booleans(),
        "unless": RULE_NAMES,
        "universals": st.lists(st.sampled_from(["back", "menu", "human"]), max_size=3),
    },
)
FLOWS = st.fixed_dictionaries(
    {"start": NAMES, "states": st.dictionaries(NAMES, STATES, max_size=4)},
    optional={
        "source": NAMES,
        "takes": st.lists(NAMES, max_size=2),
        "was": st.lists(NAMES, max_size=2),
        "universals": st.lists(st.sampled_from(["back", "menu", "human"]), max_size=3),
    },
)
LIBRARIES = st.dictionaries(NAMES.filter(bool), FLOWS, max_size=3)


@settings(deadline=None, max_examples=150)
@given(LIBRARIES)
def test_no_library_makes_the_checks_fall_over(flows: dict[str, dict[str, object]]) -> None:
    of = book(*({"flow": name, **flow} for name, flow in flows.items()))
    found = checks.faults(of, meanings=["home"], terms=["start"])
    assert all(fault.says and fault.where.rpartition(":")[2].isdecimal() for fault in found)
    assert found == checks.faults(of, meanings=["home"], terms=["start"])


def test_the_shipped_library_loads_and_is_checked() -> None:
    assert isinstance(checks.faults(library(), meanings=(), terms=()), list)
