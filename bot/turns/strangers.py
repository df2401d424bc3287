"""Strangers on a school's public page: they wrote to the school, so they are offered help once and then left alone."""

from flows.engine.advance import Turn
from flows.values.events import Said, SentFile
from storage.port.people.chats import ChatKey, ChatState

WRITTEN = (Said, SentFile)
PAGES = frozenset({"vk"})  #: channels whose account is the school's own page, where people write of anything
#: Where words alone lead: the offer, and the question whether it was this that was meant, with the visit of each.
UNTOUCHED = frozenset({("welcome", "start", 1), ("guess", "which", 1), ("guess", "which", 2)})


def left_alone(key: ChatKey, before: ChatState, turn: Turn) -> bool:
    """Tell that what is WRITTEN gets no answer: it leads nowhere, and its writer has not touched what was offered.

    Words that may be about us are asked about, once: a parent's greeting is often the first of two messages.
    """
    at, after = before.session, turn.session
    on_page = key.account.partition(":")[0] in PAGES
    return on_page and _untouched(before) and (at.flow, at.state) == (after.flow, after.state)


def _untouched(of: ChatState) -> bool:
    at, known = of.session, of.known
    return (at.flow, at.state, at.visit) in UNTOUCHED and not ("code" in at.slots or known.consent or known.roles)
