"""What the panel shows of a state of the book: a short title, the source, the facts it uses, and a drawing."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from bot.app.wiring import Content
from flows.book.effect_specs import OpenLaterSpec
from flows.book.flow import State
from flows.drawing import svg
from texts import Fact, School
from texts.engine.templating.templates import Templates

SHORT = 40  #: the longest title, in characters
_EMPTY = re.compile(r"\s*\(\s*…?\s*\)")  # brackets left empty when their contents are removed
_DOTS = re.compile(r"…[.…]+")
_STYLE = re.compile(r"\s*<style>.*?</style>", re.DOTALL)
_HOLE = re.compile(r"\{\{\s*(?:fact\.(\w+))?.*?\}\}", re.DOTALL)
#: The first branch of a text, `{% if not … %}`, for the case without data; the title is taken from the next branch
_NOTHING = re.compile(
    r"\A((?:\s|\{#.*?#\}|\{% set .*?%\}|\{% macro .*?\{% endmacro %\})*)\{% if not .*?%\}.*?(?=\{% el)", re.DOTALL
)
_JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|<[^>]*>", re.DOTALL)


class BookPage(NamedTuple):
    """A state of the book with its title, its source and the facts that its text uses."""

    flow: str
    state: str
    title: str
    source: str
    facts: tuple[Fact, ...]


class BookPages:
    """The book pages of all states in one edition of the book."""

    def __init__(self, words: Content) -> None:
        """Parse the texts of all states of the book `words`."""
        self._book, self._texts = words
        sources = {path: self._texts.source(path) for path in self._texts.paths}
        self._templates = Templates(sources, Path("texts"))

    def at(self, flow: str, state: str, school: School | None = None) -> BookPage | None:
        """Return the book page of a state; None if the book has no such state.

        With `school`, the facts of that school replace the common facts of the same name.
        """
        spec = self._book.state(flow, state)
        if spec is None:
            return None
        source = spec.source or self._book.flows[flow].source
        return BookPage(flow, state, self.title(flow, state), source, self._facts(flow, state, spec, school))

    def title(self, flow: str, state: str) -> str:
        """Return the first words of a state's text as its title; empty if the state has no text."""
        path = f"{flow}/{state}"
        source = _NOTHING.sub(r"\1", self._templates.sources.get(path, ""))
        lines = (line.strip() for line in _JINJA.sub("", _HOLE.sub(self._filled, source)).splitlines())
        return _shortened(next((line for line in lines if any(map(str.isalpha, line))), ""))

    def drawing(self, flow: str, lit: str) -> str | None:
        """Return a flow as SVG with the state `lit` highlighted; None if the book has no such flow.

        The SVG has no styles of its own: the style sheet of the page applies.
        """
        found = self._book.flows.get(flow)
        if found is None:
            return None
        titles = {state: self.title(flow, state) for state in found.states}
        return _STYLE.sub("", svg(found, lit=lit, titles=titles))

    def _filled(self, hole: re.Match[str]) -> str:
        fact = self._texts.facts.get(hole[1] or "")
        return fact.said if fact else "…"

    def _facts(self, flow: str, state: str, spec: State, school: School | None) -> tuple[Fact, ...]:
        known: Mapping[str, Fact] = self._texts.facts_of(school)
        names = dict.fromkeys((*self._said(f"{flow}/{state}"), *_terms(spec)))
        return tuple(known[name] for name in names if name in known)

    def _said(self, path: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        if path not in self._templates.sources or path in seen:
            return
        found = self._templates.reading(path)
        yield from sorted({use.name for use in found.facts()})
        for call in found.calls:
            yield from self._said(call.path, seen | {path})


def _terms(spec: State) -> Iterator[str]:
    if spec.wait:
        yield spec.wait.fact
    yield from (spec.wait.fact for spec in spec.do if isinstance(spec, OpenLaterSpec))


def _shortened(words: str) -> str:
    said = _DOTS.sub("…", _EMPTY.sub("", words).lstrip("…,.:; "))
    return said if len(said) <= SHORT else f"{said[:SHORT].rsplit(' ', 1)[0].rstrip(',:;. —…')}…"
