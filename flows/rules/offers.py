"""What the map offers."""

from flows.context import guides
from flows.context.seen import DOCUMENTS, Seen
from flows.rules.people import has_child, has_code, knows_person
from flows.rules.progress import account_made, check_running, nothing_known
from flows.rules.registry import rule
from flows.rules.services import all_done


@rule
def stranger(seen: Seen) -> bool:
    """Nothing is stored about the person."""
    return not knows_person(seen)


@rule
def begins(seen: Seen) -> bool:
    """There is something to begin: the person has a code, or nothing is stored about them."""
    return has_code(seen) or stranger(seen)


@rule
def where_unknown(seen: Seen) -> bool:
    """No progress is recorded, and the person is a parent rather than somebody who works at the school."""
    return nothing_known(seen) and (has_child(seen) or not seen.known.roles)


@rule
def card_ahead(seen: Seen) -> bool:
    """Some progress of the child is recorded, but neither a card, nor a status, nor an account."""
    begun = account_made(seen) or any(seen.stage("documents", about) for about in ("", *DOCUMENTS))
    return not nothing_known(seen) and not begun


@rule
def guide_left(seen: Seen) -> bool:
    """A guide was left half-way, and the person has no role at the school (their map has no room for it)."""
    return not seen.known.roles and bool(guides.newest(seen.book, seen.session))


@rule
def step_ahead(seen: Seen) -> bool:
    """The next step is known, and it is not waiting for a check."""
    return not nothing_known(seen) and not check_running(seen) and not all_done(seen)
