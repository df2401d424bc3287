"""Updates that cannot be processed: each is recorded with a reason, and its author, if known, is told so once."""

from collections.abc import Sequence
from datetime import datetime

from bot.channels.port import LaidAside
from bot.messages.screen import encoded
from bot.turns.effect_rows import URGENCY
from bot.turns.services import TurnServices
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.people.chats import ChatKey, ChatState
from storage.port.store import Work
from storage.port.turns import Rows


async def lay_aside(
    services: TurnServices, work: Work, account: str, aside: Sequence[LaidAside], now: datetime
) -> list[LaidAside]:
    """Record updates of an account in the transaction `work` and queue the notices to their authors.

    Return those that were not recorded before. Each author gets one notice, however many updates are theirs.
    """
    fresh = await work.updates.fresh([each.key for each in aside], now)
    new = [each for each in {each.key: each for each in aside}.values() if each.key in fresh]
    for each in new:
        await work.updates.lay_aside(each.key, ChatKey(account, each.peer), each.why, now)
    peers = dict.fromkeys(ChatKey(account, each.peer) for each in new if each.peer)
    if peers:
        deliveries = await notices(services, work, "everywhere/poisoned", list(peers), now)
        await work.turns.keep(Rows(deliveries=deliveries), now)
    return new


async def notices(
    services: TurnServices, work: Work, path: str, chats: Sequence[ChatKey], now: datetime
) -> list[DeliveryRow]:
    """Return the deliveries of the text `path` to chats. They are shown below the current screens of the chats."""
    found = (await work.chats.load(chats, now, used=())).values()
    return [DeliveryRow(services.ids(), of.chat, URGENCY["reply"], _note(services, path, of, now), now) for of in found]


def _note(services: TurnServices, path: str, of: ChatState, now: datetime) -> str:
    context = services.contexts.context(of.known, now, slots={}, results={}, child="")
    return encoded(services.screens.note(path, context))
