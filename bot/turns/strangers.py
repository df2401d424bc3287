"""Strangers who write on a school's public page: they address the school, so the bot offers its help only once."""

from msgspec.structs import replace

from bot.turns.laid_aside import notices
from bot.turns.services import TurnServices
from bot.turns.transaction import Transaction
from flows.engine.advance import Turn
from flows.engine.receiving import not_opened
from flows.values.events import Event, Said, SentFile
from storage.port.people.chats import ChatKey, ChatState

WRITTEN = (Said, SentFile)  #: the kinds of events that are messages of a person, not presses of a button
PAGES = frozenset({"vk"})  #: channels whose account is the school's own page, where people write about anything
#: The sessions (flow, state, visit) of a person who only wrote and pressed nothing: the first offer of help, and the
#: question which topic was meant.
UNTOUCHED = frozenset({("welcome", "start", 1), ("guess", "which", 1), ("guess", "which", 2)})


def left_alone(key: ChatKey, before: ChatState, turn: Turn) -> bool:
    """Return True if a written message gets no answer from the bot, because it may be meant for a human.

    Such a message came to a school's public page, did not change the state, and its writer has never pressed a button
    of the bot. A recognised message changes the state, so it is always answered, even the greeting with which many
    parents begin.
    """
    at, after = before.session, turn.session
    on_page = key.account.partition(":")[0] in PAGES
    return on_page and _untouched(before) and (at.flow, at.state) == (after.flow, after.state)


async def leave_alone(services: TurnServices, transaction: Transaction, before: ChatState, event: Event) -> None:
    """Remember that a stranger's message got no answer.

    If it is a file, and the first message after the greeting, one sentence says that it was not opened: whoever is
    asked for help and sends a picture would otherwise wait for an answer to it.
    """
    if before.session.ignored:
        return
    transaction.keep_session(before.key, replace(before.session, ignored=True))
    if isinstance(event, SentFile):
        transaction.rows.deliveries += await notices(
            services, transaction.work, not_opened(event), [before.key], transaction.now
        )


def _untouched(of: ChatState) -> bool:
    at, known = of.session, of.known
    return (at.flow, at.state, at.visit) in UNTOUCHED and not ("code" in at.slots or known.consent or known.roles)
