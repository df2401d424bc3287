"""Checks that every seed fact is used. Seed facts are those of the school's order, instruction and article, F1 to F117.

A fact is used if the book cites it as a source. The other facts are left out, because no parent or teacher needs them:
each entry of `flows/seeds.yaml` lists some of them, names the reader who does need them, and gives the reason.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from bot.check.whole import Whole
from flows.book.errors import Fault
from flows.book.yaml_strings import ParsedYaml, read

SEEDS = range(1, 118)  #: F1 to F117
#: {reader: the facts that may be left out because only this reader needs them}; not to be extended
LEFT_TO: Mapping[str, frozenset[int]] = {
    "администратор": frozenset({1, 2, 7, 9, 93}),
}
FILE = "flows/seeds.yaml"
LISTED = "left_out"
_CITED = re.compile(r"\b([A-Z])(\d{1,3})(?:\s*[–—-]\s*\1?(\d{1,3}))?\b")


class Excuse(NamedTuple):
    """One entry of `flows/seeds.yaml`: the numbers of the facts left out, the reader who needs them, and the reason."""

    facts: frozenset[int]
    reader: str
    why: str
    line: int

    @property
    def good(self) -> frozenset[int]:
        """Return the numbers of the facts in this entry that the book may leave out, given the entry's reader.

        Empty if the entry gives no reason.
        """
        return self.facts & LEFT_TO.get(self.reader, frozenset()) if self.why else frozenset()


def seed_uncovered(whole: Whole, seeds: str) -> Iterator[Fault]:
    """Yield one fault with the numbers of all seed facts that neither the book cites nor `flows/seeds.yaml` lists.

    `seeds` is the content of `flows/seeds.yaml`.
    """
    found = read(seeds, FILE)
    yield from found.faults
    excused = frozenset[int]().union(*(each.facts for each in excuses(found)))  # `seed_excused` reports bad ones
    if (missing := {*SEEDS} - covered(whole) - excused) and not whole.graph.unread:
        says = f"нет ни в одном source: {_said(missing)}. Расскажите об этом хотя бы в одном состоянии"
        yield Fault("seed_uncovered", f"{FILE}:1", says)


def seed_excused(seeds: str) -> Iterator[Fault]:
    """Yield a fault for each invalid entry of `flows/seeds.yaml`, and for each unknown section.

    An entry is invalid if it has no reader, no reason, or a fact that the book must not leave out for this reader.
    `seeds` is the content of the file.
    """
    found = read(seeds, FILE)
    for key in found.value if isinstance(found.value, Mapping) else ():
        if key != LISTED:
            says = f"раздела «{key}» здесь не бывает: всё, о чём бот не говорит, стоит в {LISTED}"
            yield Fault("seed_excused", f"{FILE}:{found.line((key,))}", says)
    for each in excuses(found):
        if bad := each.facts - each.good:
            says = f"{_said(bad)}: {_wrong(each)}"
            yield Fault("seed_excused", f"{FILE}:{each.line}", says)


def _wrong(excuse: Excuse) -> str:
    if excuse.reader not in LEFT_TO:
        return f"кто это читает? Допишите reader: {' или '.join(sorted(LEFT_TO))}"
    if not excuse.why:
        return "допишите why — почему ни родителю, ни учителю это не нужно"
    return f"это нужно не только тем, кто «{excuse.reader}»: расскажите об этом"


def covered(whole: Whole) -> set[int]:
    """Return the numbers of the seed facts that a flow, a state or a fact cites as its source."""
    flows = (flow.source for flow in whole.graph.flows.values())
    states = (state.source for state in whole.graph.states.values())
    return cited([*flows, *states, *(fact.source for fact in whole.texts.facts.values())])


def excuses(found: ParsedYaml) -> list[Excuse]:
    """Return the entries of `found`, the parsed `flows/seeds.yaml`: facts left out, reader, reason. Skip others."""
    rows = found.value.get(LISTED) if isinstance(found.value, Mapping) else None
    listed = rows if isinstance(rows, list) else []
    return [_excuse(row, found.line((LISTED, n))) for n, row in enumerate(listed) if isinstance(row, Mapping)]


def _excuse(row: Mapping[str, object], line: int) -> Excuse:
    said = {key: str(value) for key, value in row.items()}
    return Excuse(frozenset(cited([said.get("facts", "")])), said.get("reader", ""), said.get("why", ""), line)


def cited(sources: Iterable[str], letter: str = "F") -> set[int]:
    """Return the numbers that `sources` cite with `letter`: «F22, F42–F44» cites 22, 42, 43 and 44.

    Citations with another letter («C1») or without one («п. 3.1») are ignored.
    """
    found = [each for source in sources for each in _CITED.findall(source)]
    spans = [(int(first), int(last or first)) for of, first, last in found if of == letter]
    return {number for first, last in spans for number in range(first, last + 1)}


def _said(numbers: Iterable[int]) -> str:
    return ", ".join(f"F{number}" for number in sorted(numbers))
