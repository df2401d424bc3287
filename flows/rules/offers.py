"""What the map offers."""

from flows.context import guides
from flows.context.seen import DOCUMENTS, Seen
from flows.rules.people import has_child, has_code, knows_person
from flows.rules.progress import account_made, check_running, nothing_known
from flows.rules.registry import rule
from flows.rules.services import all_done


@rule
def stranger(seen: Seen) -> bool:
    """Nothing beyond the chat is kept yet."""
    return not knows_person(seen)


@rule
def begins(seen: Seen) -> bool:
    """There is something to begin: a code was told, or nothing is known of the person yet."""
    return has_code(seen) or stranger(seen)


@rule
def where_unknown(seen: Seen) -> bool:
    """Nothing is recorded, of a child or of somebody who is here as a parent."""
    return nothing_known(seen) and (has_child(seen) or not seen.known.hats)


@rule
def card_ahead(seen: Seen) -> bool:
    """Something is known of the child, but neither a card, nor a status, nor an account."""
    begun = account_made(seen) or any(seen.stage("documents", about) for about in ("", *DOCUMENTS))
    return not nothing_known(seen) and not begun


@rule
def guide_left(seen: Seen) -> bool:
    """A guide was left half-way; whoever also works at the school has no room for it on their map."""
    return not seen.known.hats and bool(guides.newest(seen.book, seen.session))


@rule
def step_ahead(seen: Seen) -> bool:
    """What comes next is known, and it is not to wait for a check."""
    return not nothing_known(seen) and not check_running(seen) and not all_done(seen)
