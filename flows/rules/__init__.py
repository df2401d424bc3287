"""The tested questions a branch may ask: `when: past_the_limit`. Each is one line of meaning and one line of Python."""

from flows.rules import clock, document, offers, parent, people, progress, school, services, steps, tickets, without
from flows.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "clock",
    "document",
    "offers",
    "parent",
    "people",
    "progress",
    "school",
    "services",
    "steps",
    "tickets",
    "without",
]
