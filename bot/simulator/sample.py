"""The sample school: class 3Б with the code `demo-3b`, its teacher, an administrator. The demo and `talk` know it."""

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
#: Names nobody can have: VK counts from 1, and Telegram takes no hyphen
ADDRESSES = Addresses({"vk": lambda: "https://vk.me/club0", "telegram": lambda: "https://t.me/demo-3b"})


class Actor(NamedTuple):
    """One who speaks in the demo: their name there, and the peer of their chat."""

    name: str
    peer: str

    @property
    def chat(self) -> ChatKey:
        """Give their chat."""
        return ChatKey(ACCOUNT, self.peer)


PARENT = Actor("Родитель", "parent-1")
SECOND = Actor("Родитель 2", "parent-2")
TEACHER = Actor("Учитель", "teacher")
ADMIN = Actor("Админ", "admin")
ACTORS = (PARENT, SECOND, TEACHER, ADMIN)


def actor(name: str) -> Actor:
    """Give the actor of a name; a parent nobody named yet is met by it: «Родитель 3»."""
    known = next((each for each in ACTORS if each.name.casefold() == name.strip().casefold()), None)
    return known or Actor(name.strip(), f"guest-{name.strip().casefold()}")


async def seed(store: Store, now: datetime) -> None:
    """Open the sample school unless it is open, with its teacher and its administrator in their places."""
    async with store.work() as work:
        await work.setup.establish(SCHOOL, CLASS, now, CODE)
        for who, kind, klass in ((TEACHER, "teacher", CLASS), (ADMIN, "staff", "")):
            chat_state = (await work.chats.load([who.chat], now))[who.chat]
            if not chat_state.known.roles:
                code = await work.setup.staff_code(kind, SCHOOL, now, klass)
                await work.codes.redeem(code, chat_state.known.person, now)
                await work.turns.keep(Rows(consents=[(chat_state.known.person, CONSENT_VERSION)]), now)
