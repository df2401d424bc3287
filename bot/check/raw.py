"""Finds values that are written directly in a template or a label but should be facts of texts/facts.yaml.

These values are web addresses, phone numbers, time spans, and names of buttons and statuses of other services.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache, partial

from bot.check.whole import Whole
from flows.book.errors import Fault

_NUMBER = r"(?:\d+|один|одного|два|двух|три|трёх|четыре|пять|пяти|семь|десять|пятнадцать|тридцать|тридцати)"
_UNIT = r"(?:рабоч|календарн|минут|час(?:а|ов|у|ам)?\b|дн(?:я|ей|и|ям)\b|день\b|сут|недел|месяц)"
#: {rule: (pattern of the value, advice in the fault)}
RULES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "raw_link": (
        re.compile(r"https?://\S+|\b(?:t\.me|vk\.(?:com|me|ru))/\S*|\b[\w-]+\.(?:ru|com|org|рф)\b", re.IGNORECASE),
        "ссылке место в texts/facts.yaml (kind: link)",
    ),
    "raw_phone": (
        re.compile(r"\+?\d(?:[ \u00a0()–-]{0,2}\d){6,}"),
        "телефону место в texts/facts.yaml (kind: phone)",
    ),
    "raw_term": (
        re.compile(rf"\b{_NUMBER}(?:\s*[–—-]\s*\d+)?[\s\u00a0]+{_UNIT}\w*(?!\w|\s+назад)", re.IGNORECASE),
        "сроку место в texts/facts.yaml (kind: term)",
    ),
}
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_QUOTED = re.compile(r"«([^«»{}]+)»")


def raw(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each value that is written directly in a template or a label but should be a fact.

    Such values are web addresses, phone numbers, time spans, and names of buttons and statuses of other services.
    """
    names, ours_of = _names(whole, {"button", "status"}), lru_cache(partial(_ours, whole))
    for path in sorted(whole.texts.paths):
        source = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), whole.texts.source(path))
        ours = ours_of(path.partition("/")[0])
        theirs = {value: holes for value, holes in names.items() if value not in ours}
        for at, rule, says in (*_matches(source), *_quoted(source, theirs)):
            line = source.count("\n", 0, at) + 1
            yield Fault(rule, f"texts/{path}.j2:{line}", says)
    yield from _labels(whole, names)


def _names(whole: Whole, kinds: Collection[str]) -> dict[str, str]:
    """Return {name of a button or status: template expression of its fact} for the facts of `kinds`.

    These facts are names of buttons and statuses of other services.
    """
    facts = whole.texts.facts.values()
    values = {fact.value for fact in facts if fact.kind in kinds}
    holes = {value: [f"{{{{ fact.{fact.name} }}}}" for fact in facts if fact.value == value] for value in values}
    return {value: " или ".join(each) for value, each in holes.items()}


def _ours(whole: Whole, flow: str) -> set[str]:
    # «Отправить» in a text may mean our own button «Отправить» of the same conversation
    places = whole.graph.flows[flow].states if flow in whole.graph.flows else {}
    sections = {flow, "everywhere", *(f"{flow}/{at}" for at in places)}
    keys = {key for state in places.values() for key in state.buttons}
    return {label.source for label in whole.texts.labels() if label.section in sections and label.key in keys}


def _labels(whole: Whole, names: Mapping[str, str]) -> Iterator[Fault]:
    statuses = _names(whole, {"status"})
    for label in whole.texts.labels():
        for _, rule, says in (*_matches(label.source), *_quoted(label.source, names)):
            yield Fault(rule, label.place, says)
        if holes := statuses.get(label.source.strip()):
            yield Fault("raw_name", label.place, _instead(label.source, holes))


def _matches(source: str) -> Iterator[tuple[int, str, str]]:
    for rule, (pattern, says) in RULES.items():
        for found in pattern.finditer(source):
            yield found.start(), rule, f"«{found[0].strip()}»: {says}, а здесь пишут {{{{ fact.имя }}}}"


def _quoted(source: str, names: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    for found in _QUOTED.finditer(source):
        if holes := names.get(found[1].strip()):
            yield found.start(), "raw_name", _instead(found[1], holes)


def _instead(said: str, holes: str) -> str:
    return f"«{said.strip()}» — чужое название, его могут поменять: пишите {holes}"
