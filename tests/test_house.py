"""The layout of the code stays easy to read: few modules in a folder, short modules, one name for one thing."""

import ast
import io
import re
import tokenize
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from flows.rules import RULES
from tests.support.root import ROOT

PACKAGES = ("bot", "flows", "storage", "texts")
FLAT = 15  #: modules in a folder; past that a reader no longer takes the folder in
LONG = 300  #: lines of a module
GLOSSARY = 55  #: rows
#: Folders that hold one registry, a file per entry: there a long list is what the reader looks for
REGISTRIES = {"bot/commands", "bot/queries", "flows/rules"}
#: Modules still longer than LONG, with the length they may not exceed. Rows are only ever removed or lowered.
STILL_LONG: dict[str, int] = {}
#: Words the code no longer uses, and what it says instead. SQL, YAML and templates may keep them (README, «The words»)
RETIRED = {
    "door": "entry_point, webhook",
    "doors": "entry_points, webhooks",
    "ear": "classifier",
    "errand": "command",
    "errands": "commands",
    "front": "current_step",
    "fronts": "current_steps",
    "hangs": "dependencies",
    "hat": "role",
    "hats": "roles",
    "hear": "classify",
    "hears": "intents",
    "knock": "request",
    "knocks": "request",
    "lanes": "packed scores",
    "lesson": "submitted example",
    "lessons": "submitted examples",
    "meaning": "intent",
    "meanings": "intents",
    "mends": "responsible",
    "miss": "unrecognised",
    "misses": "unrecognised",
    "owe": "defer",
    "owed": "deferred",
    "parcel": "message",
    "parcels": "messages",
    "prompts": "reminders",
    "pump": "fan-out",
    "spared": "skipped",
    "standing": "chat_state",
    "standings": "chat_states",
    "told": "slots",
    "traits": "features",
    "wish": "command, effect",
    "wishes": "commands, effects",
}
#: Names that authors of flows write or read: rules of branches, findings of `python -m bot check`, a word of templates
SEEN_BY_AUTHORS = {
    *RULES,
    "door_with_effects",
    "unknown_errand",
    "unknown_meaning",
    "wish_unanswered",
    "word_never_told",
    "word_untold",
    "TOLD",
}


@cache
def modules(package: str) -> tuple[Path, ...]:
    """Give the modules of a package, relative to the root."""
    return tuple(sorted(path.relative_to(ROOT) for path in (ROOT / package).rglob("*.py")))


def names(path: Path) -> Iterator[str]:
    """Give the identifiers of a module."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return (each.string for each in tokenize.generate_tokens(io.StringIO(text).readline) if each.type == tokenize.NAME)


def words(name: str) -> list[str]:
    """Split an identifier into its words: `_HatRow` gives hat, row."""
    return [part.lower() for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


@pytest.mark.parametrize("package", [*PACKAGES, "tests"])
def test_a_folder_holds_few_modules(package: str) -> None:
    """A folder of more modules is parted by role."""
    flat = Counter(path.parent.as_posix() for path in modules(package) if path.name != "__init__.py")
    assert {folder: count for folder, count in flat.items() if count > FLAT and folder not in REGISTRIES} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_module_is_short(package: str) -> None:
    """A longer module has a second noun in it."""
    lengths = {path.as_posix(): (ROOT / path).read_text(encoding="utf-8").count("\n") for path in modules(package)}
    assert {path: count for path, count in lengths.items() if count > STILL_LONG.get(path, LONG)} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_class_name_stands_once_in_a_package(package: str) -> None:
    """Two classes of one name are two meanings of one word."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for path in modules(package):
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path.as_posix())
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_identifier_uses_a_retired_word(package: str) -> None:
    """The glossary has one word for one thing."""
    used = {
        f"{path.as_posix()}: {name}": RETIRED[word]
        for path in modules(package)
        for name in set(names(path))
        for word in words(name)
        if word in RETIRED and name not in SEEN_BY_AUTHORS
    }
    assert used == {}


def test_the_glossary_is_short_and_says_nothing_twice() -> None:
    """A word with two meanings, or a row too many, is a word to replace by the field's."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").partition("## The words")[2].partition("\n## ")[0]
    rows = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")][1:]
    terms = Counter(term.strip() for row in rows for term in row.split(","))
    assert 0 < len(rows) <= GLOSSARY
    assert [term for term, times in terms.items() if times > 1] == []


def test_no_import_is_hidden_from_the_checker() -> None:
    """`if TYPE_CHECKING` hides a circle of imports from whoever reads the contracts."""
    hidden = [p.as_posix() for package in PACKAGES for p in modules(package) if "TYPE_CHECKING" in set(names(p))]
    assert hidden == []
