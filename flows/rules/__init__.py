"""Rules: named conditions for `when:` (`when: past_the_limit`). A docstring says when its rule holds.

Every module registers its rules on import; list a new module below.
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
