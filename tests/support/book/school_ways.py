"""Find the places that people of a school can come to: the school's profile closes some ways and opens others."""

from collections.abc import Iterator
from dataclasses import replace

from flows.book.model import Book
from flows.checks.graph import Edge, Graph, Spot
from flows.context.known import Known
from flows.context.rule_context import RuleContext
from flows.rules import RULES
from flows.values.session import Session
from tests.support import people

#: Rules whose answer depends only on the profile, or on it and the parent's answer about the chats.
OF_THE_PROFILE = frozenset({"chats_unsure", "diary_dnevnik_ru", "diary_gis", "sferum_by_max", "sferum_by_vk"})
_ASKED: tuple[dict[str, str], ...] = ({}, {"chats": "vk"}, {"chats": "max"})


def sure_of_chats(book: Book, school: str) -> Book:
    """Return the book with the location of this school's chats marked as confirmed."""
    return replace(book, features={**book.features, school: book.features[school]._replace(chats_sure=True)})


def reached(graph: Graph, book: Book, school: str) -> frozenset[Spot]:
    """Return every place that people of a school can reach by a way, by typing or by a notice."""
    entry_points = [spot for spot, state in graph.states.items() if state.intents]
    news = [spot for spot, state in graph.states.items() if state.notice and spot not in graph.promised()]
    due, seen = [*graph.own(), *entry_points, *news], set[Spot]()
    while due:
        spot = due.pop()
        if spot not in seen and spot in graph.states:
            seen.add(spot)
            due += [step.to for step in _open(graph, book, spot, school) if step.to]
            due += [graph.address(to) for _, to in graph.promises(spot)]
    return frozenset(seen)


def _open(graph: Graph, book: Book, spot: Spot, school: str) -> Iterator[Edge]:
    """Yield the ways out of a place that may be open. A branch that is always taken closes the later ones."""
    taken = False
    for step in sorted(graph.steps[spot], key=lambda step: (step.kind == "then", step.kind == "branch")):
        passes = step.kind in {"branch", "then"}
        if passes and taken:
            continue
        answers = _answers(book, step.way.when, school)
        taken = taken or (passes and answers == {True})
        if True in answers:
            yield step


def _answers(book: Book, rule: str | None, school: str) -> set[bool]:
    """Return the possible answers of a rule at a school: both, if its profile does not decide it."""
    if rule not in OF_THE_PROFILE:
        return {True} if rule is None else {True, False}
    known = Known(person="p", school=school)
    return {RULES[rule](RuleContext(book, Session(results=found), known, people.NOW)) for found in _ASKED}
