"""texts/README.md names every filter, every fact and every key of a profile.

`python -m tests.texts.test_readme` rewrites its table of facts.
"""

from dataclasses import fields

import pytest

from tests.support.root import ROOT
from texts import Chats, Diary, Fact, School, Staff, Texts, Tokens
from texts.engine.templating.filters import BUILT_IN, FILTERS

README = ROOT / "texts" / "README.md"
PARTS = (School, Diary, Chats, Staff, Tokens)
MADE = {"key"}  # comes from the file name, so it is not a key in the file
BEGIN, END = "<!-- факты -->\n", "<!-- конец фактов -->"


def table(texts: Texts) -> str:
    """Return the table of facts as the README must show it."""
    head = [
        "| имя | что говорит | вид | источник | переписано | увидели | новость | уверены |",
        "|---|---|---|---|---|---|---|---|",
    ]
    return "\n".join([*head, *(_row(fact) for fact in texts.facts.values())]) + "\n"


def _row(fact: Fact) -> str:
    said = f"{fact.said} (`{fact.value}`)" if fact.kind == "term" else fact.said
    sure = "да" if fact.sure else "**нет**"
    days = " | ".join(str(day or "—") for day in (fact.copied_on, fact.seen_on, fact.news_on))
    return f"| `{fact.name}` | {said} | {fact.kind} | {fact.source} | {days} | {sure} |"


def rewrite(texts: Texts) -> None:
    """Write the table of facts into the README."""
    before, rest = README.read_text(encoding="utf-8").split(BEGIN)
    README.write_text(f"{before}{BEGIN}{table(texts)}{END}{rest.split(END)[1]}", encoding="utf-8")


def test_the_table_of_facts_is_the_facts() -> None:
    assert table(Texts.load()) in README.read_text(encoding="utf-8"), "python -m tests.texts.test_readme"


@pytest.mark.parametrize("name", sorted([*FILTERS, *BUILT_IN]))
def test_every_filter_is_explained(name: str) -> None:
    assert f"`{name}`" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize("key", sorted({one.name for part in PARTS for one in fields(part)} - MADE))
def test_every_key_of_a_profile_is_explained(key: str) -> None:
    assert f"`{key}`" in README.read_text(encoding="utf-8")


if __name__ == "__main__":
    rewrite(Texts.load())
