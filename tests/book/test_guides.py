"""Every guide of the shipped book states how long it takes, and shows all its steps in one message."""

import re

import pytest

from flows.book.flow import Flow
from tests.support.shipped import SHIPPED

CALLED = re.compile(r"{% include \"([a-z_/]+)(?:\.j2)?\"")
GUIDES = [flow for flow in SHIPPED.book.flows.values() if flow.recap]


def before_the_second_step(flow: Flow) -> list[str]:
    """Return the texts of the screens shown before the second step."""
    due, seen = [flow.start], {flow.start}
    while due:
        state = flow.states[due.pop()]
        on = {str(way.go) for _, way in state.ways() if way.go in flow.states}
        early = {at for at in on - seen if (flow.states[at].step or 1) < 2}
        seen |= early
        due += early
    return [path for at in seen if SHIPPED.texts.has(path := f"{flow.name}/{at}")]


def facts(paths: list[str]) -> set[str]:
    """Return the facts that these texts name, included templates counted."""
    sources = {path: SHIPPED.texts.source(path) for path in paths}
    called = {path for source in sources.values() for path in CALLED.findall(source)} - sources.keys()
    named = {name for name in SHIPPED.texts.facts for source in sources.values() if f"fact.{name}" in source}
    return named | (facts(sorted(called)) if called else set())


@pytest.mark.parametrize("flow", GUIDES, ids=lambda flow: flow.name)
def test_a_guide_says_how_long_it_takes_before_its_second_step(flow: Flow) -> None:
    """Our estimates are facts too, named `guide_…` or `…_takes`."""
    said = facts(before_the_second_step(flow))
    assert [name for name in said if name.startswith("guide_") or name.endswith("_takes")]


@pytest.mark.parametrize("flow", GUIDES, ids=lambda flow: flow.name)
def test_a_guide_offers_the_whole_way_a_pause_and_a_way_back(flow: Flow) -> None:
    offered = {way.go for state in flow.states.values() for _, way in state.ways()}
    assert {"all_steps", "resume"} <= offered
    assert "later" in flow.universals
