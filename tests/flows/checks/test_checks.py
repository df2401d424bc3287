"""The graph checks, on hand-written flows and on arbitrary libraries, which must not make them fail."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings

from flows import checks
from flows.book.effect_specs import OwnCommandSpec
from flows.book.loading import library
from flows.checks.graph import OWN
from flows.checks.told import IMPLIES
from flows.engine.access_codes import CODE_SAID
from flows.rules import RULES
from flows.values.commands import COMMANDS
from tests.broken import laid_out
from tests.support.flows.libraries import LIBRARIES, book, menu


def test_faults_are_told_file_by_file_and_line_by_line(tmp_path: Path) -> None:
    found = checks.faults(
        laid_out("no_human_or_menu", tmp_path).library, intents=["extra_howto"], terms=["check_usual"]
    )
    lines = [int(fault.where.rpartition(":")[2]) for fault in found if fault.where.startswith("library/extra")]
    assert lines == sorted(lines)
    assert len(lines) == 2


def test_a_rename_to_the_place_of_another_flows_state_is_no_clash() -> None:
    of = book(menu(home={"was": ["start"]}), {"flow": "card", "start": "start", "states": {"start": {}}})
    assert not [fault for fault in checks.faults(of, intents=(), terms=()) if fault.rule == "renamed_clash"]


OWN_NAMES = frozenset(get_args(OwnCommandSpec.model_fields["effect"].annotation))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_with_every_outcome_answered_is_whole(name: str) -> None:
    spec = {"effect": "make_code", "kind": "staff"} if name == "make_code" else {"effect": "errand", "errand": name}
    spec = {"effect": name} if name in OWN_NAMES else spec
    of = book(menu(home={"do": spec, "answers": dict.fromkeys(COMMANDS[name].outcomes, "after")}, after={}))
    assert not [fault for fault in checks.faults(of, intents=(), terms=()) if fault.rule == "wish_unanswered"]


def test_the_tables_name_what_there_is() -> None:
    assert IMPLIES.keys() <= RULES.keys()
    assert COMMANDS.keys() >= OWN_NAMES
    assert CODE_SAID in OWN


@settings(deadline=None, max_examples=150)
@given(LIBRARIES)
def test_no_library_makes_the_checks_fall_over(flows: dict[str, dict[str, object]]) -> None:
    of = book(*({"flow": name, **flow} for name, flow in flows.items()))
    found = checks.faults(of, intents=["home"], terms=["start"])
    assert all(fault.says and fault.where.rpartition(":")[2].isdecimal() for fault in found)
    assert found == checks.faults(of, intents=["home"], terms=["start"])


def test_the_shipped_library_loads_and_is_checked() -> None:
    assert isinstance(checks.faults(library(), intents=(), terms=()), list)
