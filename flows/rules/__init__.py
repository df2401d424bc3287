"""Rules: named conditions for `when:` (`when: past_the_limit`). The docstring of a rule says when it is true.

Each module registers its rules when it is imported, so a new module must be added below.
"""

from flows.rules import (
    broadcasts,
    clock,
    deadlines,
    diary,
    document,
    myschool,
    offers,
    parent,
    people,
    progress,
    school,
    services,
    sferum,
    special,
    steps,
    tickets,
    unrecognised,
    without,
)
from flows.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "broadcasts",
    "clock",
    "deadlines",
    "diary",
    "document",
    "myschool",
    "offers",
    "parent",
    "people",
    "progress",
    "school",
    "services",
    "sferum",
    "special",
    "steps",
    "tickets",
    "unrecognised",
    "without",
]
