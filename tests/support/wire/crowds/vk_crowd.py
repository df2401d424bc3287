"""A crowd in front of the fake VK: hundreds of people who write and press."""

import json

from tests.support.wire import vk_events as vk
from tests.support.wire.crowds.person import Person
from tests.support.wire.fake_vk import FakeVk, Message

KEPT = 100  #: messages of a phone that the fake keeps


class VkCrowd:
    """The people of one community."""

    def __init__(self, fake: FakeVk, kind: type[Person] = Person) -> None:
        """Listen to everything that arrives on a phone."""
        self._fake, self._kind = fake, kind
        self.people: dict[int, Person] = {}
        fake.on_arrival = self._shown

    def person(self, peer: int) -> Person:
        """Return a person."""
        if peer not in self.people:
            self.people[peer] = self._kind(self, peer)
        return self.people[peer]

    def write(self, peer: int, text: str) -> None:
        """Send a text to the community."""
        self._fake.happen(vk.wrote(peer, text))

    def come(self, peer: int, code: str) -> None:
        """Open the chat by a link with a code."""
        self._fake.happen(vk.started(peer, code))

    def tap(self, peer: int, place: int, payload: str) -> None:
        """Press a button; VK's event names no message that we would read."""
        del place
        self._fake.happen(vk.pressed(peer, json.loads(payload)))

    def _shown(self, peer: int, message: Message) -> None:
        buttons = {each["label"]: each["payload"] for each in message.buttons()}
        self.person(peer).hear(message.cmid, message.text, buttons)
        del self._fake.phones[peer][:-KEPT]
