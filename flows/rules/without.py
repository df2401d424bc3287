"""Opting out: marks on paper, and services that are not used."""

from flows.context.seen import Seen
from flows.rules.registry import rule

_OPTED_OUT = frozenset({"opted_out"})


@rule
def diary_opted_out(seen: Seen) -> bool:
    """The parent opted out of the electronic diary (C11)."""
    return seen.is_at("diary", _OPTED_OUT)


@rule
def myschool_opted_out(seen: Seen) -> bool:
    """The parent opted out of «Моя школа» (C11)."""
    return seen.is_at("myschool", _OPTED_OUT)


@rule
def sferum_opted_out(seen: Seen) -> bool:
    """The parent opted out of Сферум (C11, P22)."""
    return seen.is_at("sferum", _OPTED_OUT)


@rule
def extract_given(seen: Seen) -> bool:
    """The last requested extract was given (F15) or is no longer needed."""
    return seen.is_at("diary", {"given", "enough"}, "extract")


@rule
def all_opted_out(seen: Seen) -> bool:
    """The parent opted out of the electronic diary, «Моя школа» and Сферум (C11)."""
    return diary_opted_out(seen) and myschool_opted_out(seen) and sferum_opted_out(seen)
