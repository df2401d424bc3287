"""The slots that are certain to be set in each state, on hand-written flows."""

from flows.checks.graph import Graph, Spot
from flows.checks.known_slots import Words, screens_after, set_everywhere
from tests.support.flows.libraries import Written, book, menu


def told(*flows: Written) -> dict[Spot, set[str]]:
    return {spot: set(words) for spot, words in set_everywhere(book(*flows)).items()}


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


def test_another_flow_gets_only_the_slots_handed_to_it() -> None:
    opened = {"open": "card", "hand": ["document"], "with": {"child": "p-1"}, "tell": {"from": "map"}}
    found = told(
        menu(
            home={"buttons": {"one": {"go": "a", "tell": {"document": "birth", "age": "7"}}}},
            a={"buttons": {"on": opened}},
        ),
        {"flow": "card", "start": "first", "states": {"first": {"buttons": {"on": "second"}}, "second": {}}},
    )
    assert found["card", "first"] == found["card", "second"] == {"document", "child", "from"}


def test_slots_read_chosen_and_granted_are_set_and_a_tried_code_is_dropped() -> None:
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


def test_a_promise_sets_its_day_and_the_slots_it_hands() -> None:
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


def test_a_rule_that_held_proves_a_slot() -> None:
    found = told(menu(
        home={"buttons": {"one": "fork"}},
        fork={"branch": [{"when": "about_birth", "go": "birth"}, {"go": "any"}]},
        birth={},
        any={},
    ))  # fmt: skip
    assert (found["menu", "birth"], found["menu", "any"]) == ({"document"}, set())


def test_a_place_nobody_comes_to_has_no_words() -> None:
    assert ("menu", "island") not in told(menu(island={"buttons": {"on": "home"}}))


def test_a_way_that_lacks_a_slot_is_named() -> None:
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


def test_consent_comes_between_a_note_and_the_deferred_state() -> None:
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
