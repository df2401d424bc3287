"""The checks of the book: a small correct book passes; each broken one fails for its own reason and on its own line."""

import re
import subprocess
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from bot import check
from bot.check import report
from bot.check.crowd import Crowd
from bot.check.raw import RULES as RAW
from bot.check.seeds import cited
from bot.check.whole import Whole
from bot.check.words import SAID_BY_US, WRITTEN_BY_US
from bot.messages.limits import ALL, TELEGRAM, VK, strictest
from bot.messages.parts import size
from flows import checks
from flows.book.loading import library
from flows.rules import RULES
from flows.values.calendar import Calendar
from tests.broken import BROKEN, laid_out, marked
from tests.support.flows.libraries import LIBRARIES, book
from tests.support.root import ROOT
from texts import Texts

TODAY = date(2026, 11, 21)
#: Further faults that a book with the given fault must have.
ALSO = {"yaml": {"shape"}}
WARNED = {"old_fact", "calendar_year_missing"}
#: Rules that share one function, which finds faults under several names.
OF_ONE_FUNCTION = {"pairs", "intents", "raw"}


def reported(name: str, folder: Path) -> tuple[int, list[str]]:
    said: list[str] = []
    home = laid_out(name, folder)
    code = report(echo=said.append, flows=home.flows, words=home.texts, today=TODAY)
    return code, said


def test_the_small_book_is_whole(tmp_path: Path) -> None:
    code, said = reported("whole", tmp_path)
    assert (code, said) == (0, ["Книга в порядке: 10 разговоров, 27 состояний, 20 кнопок."])


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_book_is_broken_by_its_own_rule_and_on_its_own_line(name: str, tmp_path: Path) -> None:
    code, said = reported(name, tmp_path)
    rule = name.partition(".")[0]
    found = [line for line in said if line.endswith("]")]
    rules = {line.rpartition("[")[2].removesuffix("]") for line in found}
    assert code == (0 if rule in WARNED else 1)
    assert rule in rules, said
    assert rules <= {rule} | ALSO.get(rule, set()), said
    here = marked(laid_out(name, tmp_path))
    assert not here or any(f"{here}: " in line for line in found), said


def test_every_rule_has_its_broken_book() -> None:
    named = {name.partition(".")[0] for name in BROKEN}
    functions = {each.__name__ for each in (*checks.CHECKS, *check.CHECKS, *check.WARNINGS)}
    pairs = {"reader_without_next", "choices_without_chosen", "wait_without_waited_out"}
    intents = {"meaning_unheard", "meaning_heard_twice"}
    alone = {"raw_name", "seed_uncovered", "seed_excused", "does_not_render"}
    ours = functions - OF_ONE_FUNCTION | pairs | intents | set(RAW) | alone
    assert ours <= named
    assert named - ours == {"flow_name", "said_twice", "shape", "text", "yaml"}


def test_words_that_cannot_be_read_are_told_of_with_the_flows_beside_them(tmp_path: Path) -> None:
    home = laid_out("unreachable", tmp_path)
    (home.texts / "facts.yaml").write_text("hotline: {value: ''}\n", encoding="utf-8")
    said: list[str] = []
    assert report(echo=said.append, flows=home.flows, words=home.texts, today=TODAY) == 1
    assert any("texts/facts.yaml:1: " in line for line in said)
    assert any(line.endswith("[unreachable]") for line in said)


def test_a_flow_that_cannot_be_read_is_not_blamed_on_those_that_open_it(tmp_path: Path) -> None:
    _, said = reported("shape", tmp_path)
    assert [line for line in said if "[shape]" not in line] == [
        "Нашлось 1 замечание. Исправьте и повторите проверку.",
    ]


def test_the_notes_the_engine_says_are_all_known() -> None:
    sources = [path.read_text(encoding="utf-8") for name in ("flows", "bot") for path in (ROOT / name).glob("*.py")]
    said = {name for source in sources for name in re.findall(r'"everywhere/([a-z_]+)"', source)}
    said |= {name for source in sources for name in re.findall(r'refuse\("([a-z_]+)"', source)}
    written = {path.partition("/")[2] for path in WRITTEN_BY_US if path.startswith("everywhere/")}
    assert said <= SAID_BY_US | written


def test_the_strictest_limits_are_the_least_of_each() -> None:
    both = strictest(TELEGRAM, VK)
    assert (both.buttons, both.label, both.payload, both.per_row, both.caption) == (10, 40, 64, 5, 1024)
    assert strictest() == replace(strictest(*ALL), name="все каналы")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("ёж", 2),
        ("<b>ёж</b> &amp; кот", 8),  # «ёж & кот»
        ("👩‍👧", 5),  # two emoji of two units each and the joiner
        ('<a href="https://a.ru">тут</a>', 18),  # «тут (https://a.ru)»
    ],
)
def test_a_text_is_counted_as_the_channels_count(text: str, count: int) -> None:
    assert size(text) == count


@pytest.mark.parametrize(
    ("source", "numbers"),
    [
        ("п. 4.2–4.3", set()),
        ("F22", {22}),
        ("п. 3.1; F22, F42–F44", {22, 42, 43, 44}),
        ("F5-7, C1, P20", {5, 6, 7}),
    ],
)
def test_seed_facts_are_read_out_of_a_source(source: str, numbers: set[int]) -> None:
    assert cited([source]) == numbers


@pytest.mark.parametrize(
    ("rule", "source", "raw"),
    [
        ("raw_term", "от 15 минут", True),
        ("raw_term", "пять рабочих дней", True),
        ("raw_term", "1–5 календарных дней", True),
        ("raw_term", "{{ fact.check_usual }}", False),
        ("raw_term", "напишите «5 дней назад»", False),
        ("raw_term", "ему 14 лет, в 3Б", False),
        ("raw_phone", "8 800 100 70 10", True),
        ("raw_phone", "приказ № 192 от 2024 года", False),
        ("raw_link", "t.me/provodnik", True),
        ("raw_link", "myschool.edu.ru", True),
        ("raw_link", '<a href="{{ fact.gosuslugi }}">Госуслуги</a>', False),
    ],
)
def test_raw_things_are_known_from_words(rule: str, source: str, raw: bool) -> None:
    assert bool(RAW[rule][0].search(source)) is raw


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LIBRARIES)
def test_no_library_makes_the_check_fall_over(tmp_path: Path, flows: dict[str, dict[str, object]]) -> None:
    words = Texts.load(laid_out("whole", tmp_path).texts)
    of = book(*({"flow": name, **flow} for name, flow in flows.items()))
    found = check.faults(of, words, calendar=Calendar(), today=TODAY, seeds="left_out: [F1, {facts: F1}]")
    assert all(fault.says for fault in (*found.faults, *found.warnings))


def test_every_rule_can_be_asked_of_the_crowd(tmp_path: Path) -> None:
    many = {f"b{n}": {"go": "home", "when": name} for n, name in enumerate(RULES)}
    of = book({"flow": "menu", "start": "home", "states": {"home": {"buttons": many}}})
    words = Texts.load(laid_out("whole", tmp_path).texts)
    crowd = Crowd(Whole(of, words, strictest(), Calendar(), TODAY))
    assert 0 < crowd.together(("menu", "home")) < len(RULES)


def test_the_check_is_quick_and_needs_no_messenger() -> None:
    program = (
        "import sys\nfrom bot.check import report\nreport(echo=lambda _: None)\nassert 'aiogram' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=ROOT)
    states = sum(len(flow.states) for flow in library().flows.values())
    began = time.process_time()
    report(echo=lambda _: None)
    assert time.process_time() - began < 1.5 * max(1, states / 150)
