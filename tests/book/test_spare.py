"""The book has nothing unused: every name is used by some place, and every written text is shown somewhere."""

import re
from collections.abc import Iterator
from itertools import chain

from bot.queries import VALUES
from flows.book.effect_specs import command_of
from flows.book.flow import State
from flows.book.model import GUESS
from flows.checks.graph import Graph
from flows.context.lists import LISTS
from flows.reading.readers import READERS
from flows.rules import RULES
from flows.values.attachments import ATTACHMENTS
from flows.values.commands import COMMANDS
from tests.support.book.all_screens import Screens
from tests.support.root import ROOT
from texts.engine.buttons import EVERYWHERE, Label

#: Facts whose names are composed at run time: the name of a messenger, on paper.
PUT_TOGETHER = {"vk_name"}


def asked(graph: Graph) -> Iterator[str | None]:
    """Yield the rules named by ways, branches and notices."""
    yield from (step.way.when for steps in graph.steps.values() for step in steps)
    yield from (state.unless for state in graph.states.values())


def commands(state: State) -> set[str]:
    return set(map(command_of, state.do))


def test_every_rule_list_reader_attachment_command_and_view_is_named_in_the_book(screens: Screens) -> None:
    graph = screens.whole.graph
    states = list(graph.states.values())
    named = {
        "rules": RULES.keys() - set(asked(graph)),
        "lists": LISTS.keys() - {state.choices for state in states},
        "readers": READERS.keys() - {state.read for state in states},
        "attachments": ATTACHMENTS.keys() - {state.attach for state in states},
        "views": VALUES - {state.query for state in states},
        "commands": COMMANDS.keys() - set(chain.from_iterable(map(commands, states))),
    }
    assert {kind: sorted(spare) for kind, spare in named.items() if spare} == {}


def shown(screens: Screens) -> Iterator[Label]:
    """Yield the label of every button on a screen or a notice."""
    for spot, _ in screens.whole.screens():
        yield from (screens.texts._find(*spot, key) for key in screens.whole.keys(spot))


def test_every_label_is_of_some_button(screens: Screens) -> None:
    """A label without a button, or hidden by nearer labels at each, is unused; labels of `everywhere` are excepted."""
    entry_points = {intent for state in screens.whole.graph.states.values() for intent in state.intents}
    spare = set(screens.texts.labels()) - set(shown(screens))
    found = {(each.section, each.key) for each in spare if each.section != EVERYWHERE}
    assert found == {("/".join(GUESS), intent) for intent in entry_points}


def test_every_fact_is_said_or_waited_for() -> None:
    """By a text, a label, a term of the book, or the program itself."""
    texts = [path for path in (ROOT / "texts").rglob("*") if path.suffix in {".j2", ".yaml"}]
    rest = [
        *(ROOT / "flows" / "library").glob("*.yaml"),
        *(ROOT / "flows").rglob("*.py"),
        *(ROOT / "bot").rglob("*.py"),
    ]
    read = "".join(path.read_text(encoding="utf-8") for path in (*texts, *rest) if path.name != "facts.yaml")
    facts = re.findall(r"^(\w+):", (ROOT / "texts" / "facts.yaml").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(facts) - set(re.findall(r"\w+", read)) == PUT_TOGETHER


def test_every_piece_is_put_into_something(screens: Screens) -> None:
    """A template whose name begins with «_» is only included by others."""
    sources = "".join(screens.texts.source(path) for path in screens.texts.paths)
    pieces = [path for path in screens.texts.paths if path.partition("/")[2].startswith("_")]
    assert [path for path in pieces if f'"{path}.j2"' not in sources and f'"{path}"' not in sources] == []
