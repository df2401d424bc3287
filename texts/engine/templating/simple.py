"""Renders without Jinja, to save time, the texts that use only facts: half of all texts and nearly all labels."""

import re
from collections.abc import Mapping

from markupsafe import escape

from texts.engine.templating.filters import capital
from texts.engine.templating.words import FACT, Reading, Use

_HOLE = re.compile(r"\{\{\s*fact\.([a-z][a-z0-9_]*)\s*(\|\s*capital\s*)?\}\}")
_MARKS = re.compile(r"\{[{%#]|[}%#]\}")


def is_simple(source: str) -> bool:
    """Return whether a source is simple: it uses only facts, unchanged or with the filter `capital`."""
    return not _MARKS.search(_HOLE.sub("", source))


def reading_of(source: str) -> Reading:
    """Return the facts that a simple source uses, with their lines."""
    uses = [Use(FACT, hole[1], source.count("\n", 0, hole.start()) + 1) for hole in _HOLE.finditer(source)]
    return Reading(uses=uses, names=frozenset({FACT} if uses else ()))


def knows(facts: Mapping[str, str], source: str) -> bool:
    """Return whether `facts` has every fact that a simple source uses."""
    return all(hole[1] in facts for hole in _HOLE.finditer(source))


def said(source: str, facts: Mapping[str, str], *, markup: bool) -> str:
    """Render a simple source. `facts` must have every fact that it uses. `markup`: escape the facts."""

    def put(hole: re.Match[str]) -> str:
        fact = capital(facts[hole[1]]) if hole[2] else facts[hole[1]]
        return str(escape(fact)) if markup else fact

    return _HOLE.sub(put, source)
