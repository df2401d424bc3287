"""The school in whose name the bot speaks: the teacher's own at work, the child's everywhere else."""

import pytest

from flows.book.flow import Flow
from flows.context.known import Child, Known, Role
from flows.context.permissions import school_of

CHILD = Child("p-1", school="here", klass="3b")
ROLES = (Role("teacher", "there", "1a"), Role("teacher", "elsewhere", "2v"), Role("staff", "office"))
MOTHER = Known(person="p", roles=ROLES, children=(CHILD,), school="here")


def flow(whom: str) -> Flow:
    return Flow.model_validate(
        {"flow": "any", "source": "проводник", "for": whom, "start": "home", "states": {"home": {}}}
    )


@pytest.mark.parametrize(
    ("whom", "klass", "school"),
    [
        ("anyone", "", "here"),
        ("parent", "2v", "here"),
        ("teacher", "", "there"),
        ("teacher", "2v", "elsewhere"),
        ("teacher", "3b", "there"),  # the class of her child is not hers
        ("staff", "", "office"),
        ("answerer", "", "there"),
    ],
)
def test_the_school_of_the_role_speaks_in_flows_of_the_role(whom: str, klass: str, school: str) -> None:
    assert school_of(flow(whom), MOTHER, CHILD, klass) == school


@pytest.mark.parametrize("whom", ["anyone", "teacher"])
def test_without_a_role_the_childs_school_speaks_and_without_a_child_the_persons(whom: str) -> None:
    known = Known(person="p", children=(CHILD,), school="any")
    assert [school_of(flow(whom), known, child) for child in (CHILD, None)] == ["here", "any"]


def test_in_no_flow_yet_the_child_speaks() -> None:
    assert school_of(None, MOTHER, CHILD) == "here"
