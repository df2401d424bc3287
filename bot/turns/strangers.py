"""Strangers who write on a school's public page: they address the school, so the bot offers its help only once."""

from flows.engine.advance import Turn
from flows.values.events import Said, SentFile
from storage.port.people.chats import ChatKey, ChatState

WRITTEN = (Said, SentFile)  #: the kinds of events that are messages of a person, not presses of a button
PAGES = frozenset({"vk"})  #: channels whose account is the school's own page, where people write about anything
#: The sessions (flow, state, visit) of a person who only wrote and pressed nothing: the first offer of help, and the
#: question which topic was meant.
UNTOUCHED = frozenset({("welcome", "start", 1), ("guess", "which", 1), ("guess", "which", 2)})


def left_alone(key: ChatKey, before: ChatState, turn: Turn) -> bool:
    """Return True if a written message is not answered: it did not change the state, and no button was pressed yet.

    Such a message may be for a human. A message that was recognised does change the state, so it is answered: a
    parent's first message is often a greeting, and the question comes second.
    """
    at, after = before.session, turn.session
    on_page = key.account.partition(":")[0] in PAGES
    return on_page and _untouched(before) and (at.flow, at.state) == (after.flow, after.state)


def _untouched(of: ChatState) -> bool:
    at, known = of.session, of.known
    return (at.flow, at.state, at.visit) in UNTOUCHED and not ("code" in at.slots or known.consent or known.roles)
