"""The sample school of the demo and of `talk`: class 3Б with the code `demo-3b`, its teacher, an administrator."""

from datetime import datetime
from typing import NamedTuple

from bot.rendering.addresses import Addresses
from flows.book.model import CONSENT_VERSION
from storage.port.people.chats import ChatKey
from storage.port.store import Store
from storage.port.turns import Rows

ACCOUNT = "page"
SCHOOL = "vylgort"
CLASS, CODE = "3Б", "demo-3b"
#: Addresses that cannot exist: VK numbers groups from 1, and a Telegram name has no hyphen
ADDRESSES = Addresses({"vk": lambda: "https://vk.me/club0", "telegram": lambda: "https://t.me/demo-3b"})


class Actor(NamedTuple):
    """A person in the simulation: the displayed name, and the peer (chat number) of the chat with the bot."""

    name: str
    peer: str

    @property
    def chat(self) -> ChatKey:
        """Return the key of this person's chat."""
        return ChatKey(ACCOUNT, self.peer)


PARENT = Actor("Родитель", "parent-1")
SECOND = Actor("Родитель 2", "parent-2")
TEACHER = Actor("Учитель", "teacher")
ADMIN = Actor("Админ", "admin")
ACTORS = (PARENT, SECOND, TEACHER, ADMIN)


def actor(name: str) -> Actor:
    """Return the actor with this name. For an unknown name such as «Родитель 3», return a new actor with that name."""
    known = next((each for each in ACTORS if each.name.casefold() == name.strip().casefold()), None)
    return known or Actor(name.strip(), f"guest-{name.strip().casefold()}")


async def seed(store: Store, now: datetime) -> None:
    """Create the sample school with its teacher and its administrator, unless they exist already."""
    async with store.work() as work:
        await work.setup.establish(SCHOOL, CLASS, now, CODE)
        for who, kind, klass in ((TEACHER, "teacher", CLASS), (ADMIN, "staff", "")):
            chat_state = (await work.chats.load([who.chat], now))[who.chat]
            if not chat_state.known.roles:
                code = await work.setup.staff_code(kind, SCHOOL, now, klass)
                await work.codes.redeem(code, chat_state.known.person, now)
                await work.turns.keep(Rows(consents=[(chat_state.known.person, CONSENT_VERSION)]), now)
