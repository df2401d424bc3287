"""The tested questions a branch may ask: `when: past_the_limit`. Each is one line of meaning and one line of Python."""

from flows.rules import clock, document, offers, people, progress, school, services, special, steps, tickets, without
from flows.rules.registry import RULES, Rule

__all__ = [
    "RULES",
    "Rule",
    "clock",
    "document",
    "offers",
    "people",
    "progress",
    "school",
    "services",
    "special",
    "steps",
    "tickets",
    "without",
]
