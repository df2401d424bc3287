"""The tested questions a branch may ask: `when: past_the_limit`. Each is one line of meaning and one line of Python.

Every module here registers its own; a new one is named below.
"""

from flows.rules import (
    broadcasts,
    clock,
    deadlines,
    diary,
    document,
    lessons,
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
    "lessons",
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
    "without",
]
