"""The pages for developers lead somewhere: every path they name exists, and the three walks keep their form."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.root import ROOT

ARCHITECTURE = ROOT / "docs" / "architecture.md"
HOW_TO = ROOT / "docs" / "how-to"
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *HOW_TO.glob("*.md"))
    if path.name not in {"CHANGELOG.md", "coverage.md"}  # told as they were then; names of states
)
OURS = ("bot/", "flows/", "storage/", "texts/", "tests/", "docs/", "bench/", "training/")
#: A part that stands for something else: `<flow>`, `test_…`, `NNN_what_happens.story`
PLACEHOLDER = re.compile(r"[<>…{}]|NNN")
WALKS, STOPS = 3, 10


def named(text: str) -> Iterator[str]:
    """Give every path of ours in backticks, without the name of a test after it."""
    for quoted in re.findall(r"`([^`\s]+)`", text):
        path = quoted.partition("::")[0]
        if path.startswith(OURS) and not PLACEHOLDER.search(path):
            yield path


def exists(path: str) -> bool:
    """Tell whether a file or a folder is there; «*» stands for a part of its name."""
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


def walks() -> dict[str, list[str]]:
    """Give the stops of every walk by its title."""
    section = ARCHITECTURE.read_text(encoding="utf-8").partition("\n## Three walks\n")[2].partition("\n## ")[0]
    titled = (part.partition("\n") for part in section.split("\n### ")[1:])
    return {title: re.findall(r"^\d+\. (.*)", stops, re.MULTILINE) for title, _, stops in titled}


@pytest.mark.parametrize("page", PAGES)
def test_every_path_a_page_names_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    assert [path for path in named(text) if not exists(path)] == []


def test_a_path_that_is_not_there_would_be_told() -> None:
    assert [*named("`bot/nowhere.py` and `flows/<flow>.yaml`, `python -m bot run`")] == ["bot/nowhere.py"]
    assert not exists("bot/nowhere.py")
    assert exists("bot/turns/runner.py")
    assert exists("docs/reliability*.md")
    assert not exists("docs/nothing*.md")


def test_each_walk_has_few_stops_and_each_stop_is_a_file() -> None:
    found = walks()
    assert len(found) == WALKS
    for title, stops in found.items():
        assert 1 < len(stops) <= STOPS, title
        for stop in stops:
            path = re.match(r"`([^`]+)`", stop)
            assert path, stop
            assert (ROOT / path[1]).is_file(), stop


def test_every_how_to_page_is_listed_and_says_how_to_test_and_check() -> None:
    index = (HOW_TO / "README.md").read_text(encoding="utf-8")
    pages = {path.name: path for path in HOW_TO.glob("*.md") if path.name != "README.md"}
    assert set(re.findall(r"\]\(([^)]+)\)", index)) == pages.keys()
    for name, path in pages.items():
        text = path.read_text(encoding="utf-8")
        assert "**Test**: " in text, name
        assert "**Check**: " in text, name


@pytest.mark.parametrize("page", sorted(HOW_TO.glob("*.md")), ids=lambda path: path.name)
def test_every_rule_of_the_check_that_a_page_names_is_explained(page: Path) -> None:
    explained = (ROOT / "flows" / "README.md").read_text(encoding="utf-8")
    rules = re.findall(r"`([a-z]+(?:_[a-z]+)+)`", page.read_text(encoding="utf-8").partition("**Check**")[2])
    assert [rule for rule in rules if f"`{rule}`" not in explained] == []


@pytest.mark.parametrize("page", sorted(HOW_TO.glob("*.md")), ids=lambda path: path.name)
def test_what_a_how_to_page_mentions_beside_it_exists(page: Path) -> None:
    mentioned = re.findall(r"`((?:add|change)-[\w-]+\.md)`", page.read_text(encoding="utf-8"))
    assert [name for name in mentioned if not (HOW_TO / name).exists()] == []
