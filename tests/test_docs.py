"""What is written for people is true: settings, the grammar, filters, facts, commands. What is not there is skipped."""

import re
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel
from typer.main import get_group

from bot import __main__ as command_line
from bot.app.config import Settings, settings
from bot.check import CHECKS, WARNINGS
from bot.queries import VALUES
from bot.rendering.context import MAKERS
from flows import checks
from flows.book import flow as grammar
from flows.book.effect_specs import EffectSpec, PlainSpec, Since
from flows.book.flow import Flow, State, Target
from flows.book.yaml_strings import read
from flows.context.lists import LISTS
from flows.context.permissions import TAKEN
from flows.reading.readers import READERS
from flows.rules import RULES
from flows.values.attachments import ATTACHMENTS
from flows.values.commands import COMMANDS
from tests.broken import BROKEN
from tests.support.root import ROOT
from texts import Texts
from texts.engine.templating.filters import BUILT_IN, FILTERS


def written(path: str) -> str:
    file = ROOT / path
    if not file.exists():
        pytest.skip(f"{path} ещё не написан")
    return file.read_text(encoding="utf-8")


def keys(shape: type[BaseModel]) -> set[str]:
    """Give the keys of a shape as an author writes them."""
    return {field.alias or name for name, field in shape.model_fields.items()}


def specs() -> Iterator[type[BaseModel]]:
    """Give the shape of every effect."""
    yield from get_args(get_args(EffectSpec)[0])


def effects() -> set[str]:
    return {name for spec in specs() for name in get_args(spec.model_fields["effect"].annotation)}


def section(text: str, title: str) -> str:
    """Give what stands under a heading, up to the next of its rank."""
    _, _, rest = text.partition(f"## {title}")
    return rest.partition("\n## ")[0]


def in_rows(text: str) -> set[str]:
    """Give every `name` in the first cell of a table's rows."""
    rows = (line.split("|")[1] for line in text.splitlines() if line.startswith("|"))
    return {name for cell in rows for name in re.findall(r"`([^`]+)`", cell)}


# --- Settings ---------------------------------------------------------------------------------------------------------


def test_every_setting_is_in_the_example_and_nothing_else_is() -> None:
    example = set(re.findall(r"^#? ?([A-Z][A-Z0-9_]+)=", written(".env.example"), re.MULTILINE))
    assert example == {name.upper() for name in Settings.model_fields}


def test_the_example_is_what_the_program_takes_by_itself() -> None:
    slots = dict(re.findall(r"^([A-Z][A-Z0-9_]+)=(.*)$", written(".env.example"), re.MULTILINE))
    for name, field in Settings.model_fields.items():
        assert slots[name.upper()] in {"", str(field.default)}


# --- Flows ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "shape"),
    [("Ключи разговора", Flow), ("Ключи состояния", State), ("Путь", Target), ("Срок", Since)],
)
def test_every_key_of_the_grammar_is_explained_and_no_other(title: str, shape: type[BaseModel]) -> None:
    assert in_rows(section(written("flows/README.md"), title)) == keys(shape)


def test_every_effect_is_explained_with_its_keys() -> None:
    under = section(written("flows/README.md"), "Эффекты")
    rows = {name: line for line in under.splitlines() for name in in_rows(line)}
    assert rows.keys() == effects()
    for spec in specs():
        for key in keys(spec) - {"effect"} if spec is not PlainSpec else ():
            (name,) = get_args(spec.model_fields["effect"].annotation)
            assert f"`{key}`" in next(line for line in under.splitlines() if line.startswith(f"| `{name}` |"))


def test_every_outcome_of_a_wish_is_explained() -> None:
    under = section(written("flows/README.md"), "Эффекты")
    for name in effects() & COMMANDS.keys():
        row = [line for line in under.splitlines() if line.startswith("|") and f"`{name}`" in line][-1]
        assert all(f"`{outcome}`" in row for outcome in COMMANDS[name].outcomes)


@pytest.mark.parametrize(
    ("title", "names"),
    [("Правила", set(RULES)), ("Списки", set(LISTS)), ("Читатели", set(READERS)), ("Вложения", set(ATTACHMENTS))],
)
def test_every_rule_list_and_reader_is_explained_and_no_other(title: str, names: set[str]) -> None:
    assert in_rows(section(written("flows/README.md"), title)) == names


def test_the_words_a_flow_takes_and_the_universal_buttons_are_named() -> None:
    text = written("flows/README.md")
    assert all(f"`{name}`" in text for name in (*TAKEN, *get_args(grammar.Universal)))


def test_every_rule_of_the_check_is_explained() -> None:
    explained = in_rows(section(written("flows/README.md"), "Что ловит проверка"))
    assert {name.partition(".")[0] for name in BROKEN} == explained
    functions = {each.__name__ for each in (*checks.CHECKS, *CHECKS, *WARNINGS)}
    assert functions - explained == {"pairs", "intents", "raw"}  # functions of several rules


def test_the_example_of_the_flows_readme_is_a_flow() -> None:

    (example,) = re.findall(r"```yaml\n(flow:.*?)```", written("flows/README.md"), re.DOTALL)
    flow = Flow.model_validate(read(example, "README.md").value)
    assert flow.states.keys() == {"which", "manual", "sent"}


def test_every_view_is_named_for_authors() -> None:
    (row,) = (line for line in written("flows/README.md").splitlines() if line.startswith("| `view` |"))
    assert all(f"`{name}`" in row for name in VALUES)


# --- Texts ------------------------------------------------------------------------------------------------------------


def test_every_filter_and_fact_is_in_the_texts_readme() -> None:
    text = written("texts/README.md")
    assert all(f"`{name}`" in text for name in (*FILTERS, *BUILT_IN))
    assert all(f"`{name}`" in text for name in Texts.load().facts)


def test_every_name_a_text_may_use_is_explained() -> None:
    explained = section(written("texts/README.md"), "Сообщение")
    names = {"fact", "told", "found", "school", *MAKERS} - {"printer"}  # which draws files, and says nothing
    assert {name for name in names if not re.search(rf"^\|[^|]*\b{name}\b", explained, re.MULTILINE)} == set()


# --- Commands ---------------------------------------------------------------------------------------------------------

GUIDE = "docs/ru/install.md"
PEOPLE_READ = ["README.md", "flows/README.md", "texts/README.md", "CONTRIBUTING.md", GUIDE]


@pytest.mark.parametrize("path", PEOPLE_READ)
def test_every_command_named_for_people_exists(path: str) -> None:
    text = written(path)
    ours = {
        command.name or command.callback.__name__
        for command in command_line.app.registered_commands
        if command.callback
    }
    makes = set(re.findall(r"^([a-z]+):", written("Makefile"), re.MULTILINE))
    assert set(re.findall(r"python -m bot ([a-z]+)", text)) <= ours
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= makes


def test_every_command_is_in_the_readme() -> None:
    shown = {name for name, command in get_group(command_line.app).commands.items() if not command.hidden}
    assert shown == set(re.findall(r"^\| `python -m bot ([a-z]+)`", written("README.md"), re.MULTILINE))


def test_every_setting_and_flag_named_by_the_guide_exists() -> None:
    text, ours = written(GUIDE), {name.upper() for name in Settings.model_fields}
    assert set(re.findall(r"(?:^|`)([A-Z]+(?:_[A-Z]+)+)\b", text, re.MULTILINE)) <= ours
    assert {"VK_TOKEN", "VK_GROUP_ID", "TELEGRAM_TOKEN", "ADMIN_CODE"} <= set(re.findall(r"[A-Z_]{5,}", text))
    flags = {flag for each in get_group(command_line.app).commands.values() for p in each.params for flag in p.opts}
    assert {each for line in re.findall(r"python -m bot .*", text) for each in re.findall(r"--[a-z]+", line)} <= flags


def test_the_settings_of_the_guide_are_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    slots = dict(
        re.findall(r"^([A-Z_]+)=(.+)$", "\n".join(re.findall(r"```env\n(.*?)```", written(GUIDE), re.DOTALL)), re.M)
    )
    (tmp_path / "schools").mkdir()
    plain = {"ADMIN_CODE": "code-abc-123", "TELEGRAM_WEBHOOK_SECRET": "long-enough-secret"}
    (tmp_path / ".env").write_text("\n".join(f"{name}={value}" for name, value in {**slots, **plain}.items()), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert settings().vk_group_id == int(slots["VK_GROUP_ID"])


def test_what_starts_on_windows_is_for_windows() -> None:
    start = (ROOT / "start.bat").read_bytes()
    assert start.count(b"\n") == start.count(b"\r\n")
    assert set(re.findall(r"-m bot ([a-z]+)", start.decode())) == {"doctor", "run"}


def test_the_copy_of_the_guide_is_whole(tmp_path: Path) -> None:
    (line,) = re.findall(r"python -c \"(import sqlite3.*?)\"", written(GUIDE))
    with closing(sqlite3.connect(tmp_path / "provodnik.db")) as file:
        file.execute("CREATE TABLE kept (word)")
    subprocess.run([sys.executable, "-c", line], cwd=tmp_path, check=True)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as copy:
        assert copy.execute("SELECT * FROM kept").fetchall() == []


@pytest.mark.parametrize("path", PEOPLE_READ)
def test_every_file_named_for_people_exists(path: str) -> None:
    for link in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", written(path)):
        assert (ROOT / path).parent.joinpath(link).exists(), link


# --- Tables -----------------------------------------------------------------------------------------------------------

DOCS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("", "docs", "flows", "texts")
    for path in (ROOT / folder).glob("*.md")
)


@pytest.mark.parametrize("path", DOCS)
def test_no_row_of_a_table_is_written_twice(path: str) -> None:
    """Two rows of one name are what a merge leaves: one of them is stale."""
    tables = re.findall(r"(?:^\|.*\n?)+", written(path), re.MULTILINE)
    rows = [Counter(line.split("|")[1].strip() for line in table.splitlines()) for table in tables]
    assert [name for table in rows for name, times in table.items() if name and times > 1] == []


# --- What is shown by which test --------------------------------------------------------------------------------------

FAULTS = ["docs/reliability.md", "docs/reliability-vk.md"]
CODE = [
    path for folder in ("bot", "docs", "tests") for path in (ROOT / folder).rglob("*") if path.suffix in {".py", ".md"}
]


def shown_by(text: str) -> Iterator[str]:
    """Give every `name` with a «_», a «.» or «::» in the last cells of the tables: a file, a test, or both."""
    cells = (line.rstrip("|").rpartition("|")[2] for line in text.splitlines() if line.startswith("|"))
    return (name for cell in cells for name in re.findall(r"`([^`]*(?:_|\.|::)[^`]*)`", cell))


def stands(name: str) -> bool:
    """Tell whether a file of that name is there, or a test in it; «…» stands for the rest of a name."""
    file, _, test = ("", "", name) if "." not in name else name.partition("::")
    inside = [path for path in CODE if not file or path.as_posix().endswith(f"/{file}")]
    begins, ends = r"\w*" if test.startswith("…") else "(?:test_)?", r"\w*" if test.endswith("…") else r"\b"
    of = re.compile(rf"(?:def|class) {begins}{re.escape(test.strip('…'))}{ends}")
    return any(of.search(path.read_text(encoding="utf-8")) for path in inside) if test else bool(inside)


@pytest.mark.parametrize("path", FAULTS)
def test_what_is_said_to_show_a_fault_is_there(path: str) -> None:
    names = set(shown_by(written(path)))
    assert len(names) > 20
    assert [name for name in sorted(names) if not stands(name)] == []


def test_a_name_that_is_not_there_would_be_told() -> None:
    assert not stands("test_account_sender.py::test_nobody_wrote_this")
    assert not stands("test_nowhere.py")
    assert stands("test_docs.py::test_a_name…")
