"""A person with a phone, in any messenger: what arrived, and the buttons that can be pressed now."""

import asyncio
from collections import Counter, deque
from collections.abc import Mapping
from typing import Protocol

from bot.simulator.sample import CODE

REMEMBERED = 30  #: texts that a phone remembers


class Messenger(Protocol):
    """A fake messenger, as people use it."""

    def write(self, peer: int, text: str) -> None:
        """Send a text to the bot."""

    def come(self, peer: int, code: str) -> None:
        """Open the chat by a link with a code."""

    def tap(self, peer: int, place: int, payload: str) -> None:
        """Press a button with this payload on the message `place`."""


class Shown(Protocol):
    """The buttons of one message: label → payload."""

    @property
    def buttons(self) -> Mapping[str, str]:
        """Return the payloads of the buttons by their labels."""


class Person:
    """One person's chat with the bot. The fake messenger calls `hear` for everything that arrives."""

    def __init__(self, messenger: Messenger, peer: int) -> None:
        """Start with an empty chat."""
        self._messenger, self.peer = messenger, peer
        self.arrivals = 0  #: messages and edits
        self.texts: deque[str] = deque(maxlen=REMEMBERED)
        self.place, self.buttons = 0, dict[str, str]()  #: the newest message that has buttons
        self._words: dict[int, str] = {}
        self._told: Counter[str] = Counter()
        self._news = asyncio.Event()

    def hear(self, place: int, text: str, buttons: Mapping[str, str]) -> None:
        """Show a message or an edit. An edit that only takes the buttons off is not an answer."""
        if not buttons and self._words.get(place) == text:
            self.strip(place)
            return
        self._words[place] = text
        if len(self._words) > REMEMBERED:
            del self._words[next(iter(self._words))]
        self.arrivals += 1
        self.texts.append(text)
        self._told[text] += 1
        if buttons:
            self.place, self.buttons = place, {name.replace("\u00a0", " "): of for name, of in buttons.items()}
        else:
            self.strip(place)
        self._news.set()

    def told(self, words: str) -> int:
        """Return how many times something that begins with these words has arrived."""
        return sum(times for text, times in self._told.items() if text.startswith(words))

    def strip(self, place: int) -> None:
        """Take the buttons off a message."""
        if place == self.place:
            self.buttons = {}

    def write(self, text: str) -> None:
        """Send a text to the bot."""
        self._messenger.write(self.peer, text)

    def come(self, code: str = CODE) -> None:
        """Open the chat by a link with a code."""
        self._messenger.come(self.peer, code)

    def press(self, label: str) -> bool:
        """Press the button whose label begins with `label`; return False if there is none."""
        found = next((payload for name, payload in self.buttons.items() if name.startswith(label)), None)
        if found is not None:
            self._messenger.tap(self.peer, self.place, found)
        return found is not None

    async def answered(self, more_than: int) -> None:
        """Wait until more than so many messages and edits have arrived."""
        while self.arrivals <= more_than:
            self._news.clear()
            await self._news.wait()
