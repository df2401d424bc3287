"""Those who go without: marks on paper, and the services left out."""

from flows.context.seen import Seen
from flows.rules.registry import rule

_OPTED_OUT = frozenset({"opted_out"})


@rule
def diary_opted_out(seen: Seen) -> bool:
    """The parent goes without the diary on the screen (C11)."""
    return seen.is_at("diary", _OPTED_OUT)


@rule
def myschool_opted_out(seen: Seen) -> bool:
    """The parent goes without «Моя школа» (C11)."""
    return seen.is_at("myschool", _OPTED_OUT)


@rule
def sferum_opted_out(seen: Seen) -> bool:
    """The parent goes without Сферум (C11, P22)."""
    return seen.is_at("sferum", _OPTED_OUT)


@rule
def extract_given(seen: Seen) -> bool:
    """The extract asked for last has been given (F15), or is needed no more."""
    return seen.is_at("diary", {"given", "enough"}, "extract")


@rule
def all_opted_out(seen: Seen) -> bool:
    """The parent goes without the diary on the screen, «Моя школа» and Сферум alike (C11)."""
    return diary_opted_out(seen) and myschool_opted_out(seen) and sferum_opted_out(seen)
