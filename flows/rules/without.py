"""Those who go without: marks on paper, and the services left out."""

from flows.rules.registry import rule
from flows.rules.services import diary_opted_out, myschool_opted_out, sferum_opted_out
from flows.seen import Seen


@rule
def extract_given(seen: Seen) -> bool:
    """The extract asked for last has been given (F15)."""
    return seen.is_at("diary", {"given"}, "extract")


@rule
def all_opted_out(seen: Seen) -> bool:
    """The parent goes without the diary on the screen, «Моя школа» and Сферум alike (C11)."""
    return diary_opted_out(seen) and myschool_opted_out(seen) and sferum_opted_out(seen)
