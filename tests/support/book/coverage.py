"""Build `docs/coverage.md`: which states state each fact (F), handle each contradiction (C), answer each question (Q).

`python -m tests.support.book.coverage` writes it. A state covers what its `source` cites (without a `source`, what its
flow's does), and what a fact cites if the fact's words occur in the state's text. The name of a thing (`sferum_name`)
does not count.
"""

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from bot.app.wiring import content
from bot.check import seeds
from bot.check.whole import path_of
from flows.book.yaml_strings import read
from tests.support.book.all_screens import Screens
from tests.support.book.questions import Way, questions, ways
from tests.support.root import ROOT, TESTS
from texts.engine.templating.filters import NBSP

FILE = ROOT / "docs" / "coverage.md"
TITLES = TESTS / "support" / "book" / "seeds.yaml"
SHOWN = 6  #: at most so many states are listed of those that cover something only by a fact
_NAMED = re.compile(r"\bfact\.([a-z][a-z0-9_]*)")

HEAD = """\
# Что бот говорит и откуда он это знает

Пишет машина: `.venv/bin/python -m tests.support.book.coverage`. Проверяет `tests/book/test_coverage.py`.

F — сведения исходных документов, C — противоречия в них. Состояние (`разговор/состояние`) стоит в строке, если сведение
названо в его `source`; `разговор/*` — если в `source` всего разговора. Факт из `texts/facts.yaml` — если его источник
тот же, а его слова звучат на экране (в скобках — на скольких).
"""


class Told(NamedTuple):
    """How one F or C is covered: the states that cite it, and for each fact about it the states that show the fact."""

    states: tuple[str, ...]
    facts: Mapping[str, tuple[str, ...]]

    @property
    def somewhere(self) -> bool:
        """Return whether any state covers it."""
        return bool(self.states) or any(self.facts.values())


class Coverage:
    """What the shipped book says of each F and C."""

    def __init__(self, screens: Screens) -> None:
        """Take the rendered screens."""
        self._screens = screens
        self._graph = screens.whole.graph

    def told(self, letter: str) -> dict[str, Told]:
        """Return the coverage of every F or every C."""
        return {name: self._told(letter, int(name[1:])) for name in titles() if name[0] == letter}

    def missing(self) -> list[str]:
        """Return every F and C that no state covers and `flows/seeds.yaml` does not leave out."""
        slots = {**self.told("F"), **self.told("C")}
        left = left_out()
        return [f"{name} {titles()[name]}" for name, each in slots.items() if not each.somewhere and name not in left]

    def _told(self, letter: str, number: int) -> Told:
        states = tuple(path for path, source in self._sources.items() if number in seeds.cited([source], letter))
        facts = [fact for fact in self._screens.texts.facts.values() if number in seeds.cited([fact.source], letter)]
        return Told(states, {fact.name: self._sayers[fact.name] for fact in facts if not fact.name.endswith("_name")})

    @cached_property
    def _sources(self) -> Mapping[str, str]:
        """Return the source of every place with a text; places without their own are listed as `flow/*`."""
        last_notice = sorted((spot, state.source) for spot, state in self._screens.whole.with_texts())
        own = {path_of(spot): source for spot, source in last_notice if source}
        shared = {f"{spot[0]}/*": self._graph.flow(spot).source for spot, source in last_notice if not source}
        return dict(sorted({**shared, **own}.items()))

    @cached_property
    def _sayers(self) -> Mapping[str, tuple[str, ...]]:
        """Return for every fact the screens whose template names it and whose rendered text contains its words."""
        found: dict[str, list[str]] = {name: [] for name in self._screens.texts.facts}
        for path in sorted(map(path_of, self._screens.spots)):
            for name in sorted(self._named(path) & found.keys()):
                if _even(self._screens.texts.facts[name].said) in self._said[path]:
                    found[name].append(path)
        return {name: tuple(paths) for name, paths in found.items()}

    def _named(self, path: str) -> set[str]:
        sources = [*self._screens.family(path), *(label.source for label in self._screens.labels_of(path))]
        return {name for source in sources for name in _NAMED.findall(source)}

    @cached_property
    def _said(self) -> Mapping[str, str]:
        found: dict[str, list[str]] = {}
        for said in (*self._screens.texts_said, *self._screens.labels_said):
            found.setdefault(said.path.partition(" ")[0], []).append(_even(said.text))
        return {path: "\n".join(texts) for path, texts in found.items()}


def titles() -> dict[str, str]:
    """Return the title of every F and C."""
    return {
        str(name): str(about) for name, about in read(TITLES.read_text(encoding="utf-8"), TITLES.name).value.items()
    }


def left_out() -> dict[str, seeds.Excuse]:
    """Return the F that `flows/seeds.yaml` excuses from coverage, with the reasons."""
    listed = read((ROOT / seeds.FILE).read_text(encoding="utf-8"), seeds.FILE)
    return {f"F{number}": each for each in seeds.excuses(listed) for number in each.good}


def document(coverage: Coverage, answers: Mapping[str, Sequence[Way]]) -> str:
    """Return the text of the whole document."""
    left = left_out()
    rows_f = [_row(name, told, left) for name, told in coverage.told("F").items()]
    rows_c = [_row(name, told, left) for name, told in coverage.told("C").items()]
    rows_q = [_asked(name, asks, answers.get(name, ())) for name, asks in questions().items()]
    return "\n".join(
        [
            HEAD,
            *_table("Сведения", ("№", "о чём", "состояния", "факты"), rows_f),
            *_table("Противоречия", ("№", "о чём", "состояния", "факты"), rows_c),
            *_table("Вопросы родителей", ("№", "вопрос", "как спрашивают", "где ответ"), rows_q),
        ]
    )


def _table(title: str, head: Iterable[str], rows: Iterable[str]) -> list[str]:
    columns = list(head)
    return [f"## {title}\n", f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}", *rows, ""]


def _row(name: str, told: Told, left: Mapping[str, seeds.Excuse]) -> str:
    said = {fact: paths for fact, paths in told.facts.items() if paths}
    facts = ", ".join(f"`{fact}` ({len(paths)})" for fact, paths in said.items())
    return f"| {name} | {titles()[name]} | {_where(name, told, left)} | {facts} |"


def _where(name: str, told: Told, left: Mapping[str, seeds.Excuse]) -> str:
    if told.states:
        return _coded(told.states)
    if told.somewhere:
        paths = sorted({path for each in told.facts.values() for path in each})
        more = f" и ещё {len(paths) - SHOWN}" if len(paths) > SHOWN else ""
        return f"словами факта: {_coded(paths[:SHOWN])}{more}"
    return f"читает {left[name].reader}: {left[name].why}" if name in left else "**не сказано**"


def _asked(name: str, asks: str, each: Sequence[Way]) -> str:
    how = "<br>".join(way.told for way in each)
    return f"| {name} | {asks} | {how} | {_coded(dict.fromkeys(way.state for way in each)) or '**не сказано**'} |"


def _coded(paths: Iterable[str]) -> str:
    return ", ".join(f"`{path}`" for path in paths)


def _even(text: str) -> str:
    return text.replace(NBSP, " ").lower()


def written() -> str:
    """Return the document as it should be now."""
    return document(Coverage(Screens(content().texts)), ways())


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
    sys.stdout.write(f"{FILE.relative_to(ROOT)}\n")
