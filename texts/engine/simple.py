"""Texts of words and facts alone, half of all texts and nearly every label: facts are put in without an engine."""

import re
from collections.abc import Mapping

from markupsafe import escape

from texts.engine.filters import capital
from texts.engine.words import FACT, Reading, Use

_HOLE = re.compile(r"\{\{\s*fact\.([a-z][a-z0-9_]*)\s*(\|\s*capital\s*)?\}\}")
_MARKS = re.compile(r"\{[{%#]|[}%#]\}")


def is_simple(source: str) -> bool:
    """Tell whether a source asks for nothing but facts, each as it is or with a capital letter."""
    return not _MARKS.search(_HOLE.sub("", source))


def reading_of(source: str) -> Reading:
    """Read a simple source: which facts it puts in, and on which lines."""
    uses = [Use(FACT, hole[1], source.count("\n", 0, hole.start()) + 1) for hole in _HOLE.finditer(source)]
    return Reading(uses=uses, names=frozenset({FACT} if uses else ()))


def knows(facts: Mapping[str, str], source: str) -> bool:
    """Tell whether every fact a simple source asks for is there."""
    return all(hole[1] in facts for hole in _HOLE.finditer(source))


def said(source: str, facts: Mapping[str, str], *, markup: bool) -> str:
    """Put known facts into a simple source, escaped when it is markup."""

    def put(hole: re.Match[str]) -> str:
        fact = capital(facts[hole[1]]) if hole[2] else facts[hole[1]]
        return str(escape(fact)) if markup else fact

    return _HOLE.sub(put, source)
