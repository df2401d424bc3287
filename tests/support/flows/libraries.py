"""Flow libraries for tests: hand-written ones (`book`, `menu`) and arbitrary ones for Hypothesis (`LIBRARIES`)."""

from collections.abc import Mapping

from hypothesis import strategies as st

from flows.book.flow import Flow
from flows.book.loading import Library
from flows.context.lists import LISTS
from flows.reading.readers import READERS
from flows.rules import RULES

Written = Mapping[str, object]  #: a flow or a state as its author writes it


def book(*flows: Written) -> Library:
    shaped = [Flow.model_validate(flow) for flow in flows]
    return Library({flow.name: flow for flow in shaped}, {}, ())


def menu(**states: Written) -> Written:
    return {"flow": "menu", "start": "home", "states": {"home": {}, **states}}


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
