"""Examples: texts that a school attached to an intent."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from storage.port.answers import Answer


class OwnExample(NamedTuple):
    """A text that a school attached to an intent."""

    id: str
    text: str
    intent: str
    at: datetime


class OwnExamples(Protocol):
    """Examples, for the staff of their school. `Known.examples` has those of a person's school."""

    async def attached(self, person: str) -> Sequence[OwnExample]:
        """Return the examples of the school, the newest first."""

    async def attach(self, text: str, intent: str, person: str, now: datetime, taught_by: str = "") -> Answer:
        """Attach a text to an intent.

        `taught_by`: the person who wrote the text; erasing that person deletes the example. Lost: it is attached
        already. Refused("unknown"): not staff. Refused("too_many"): the school has 300.
        """

    async def detach(self, example: str, person: str, now: datetime) -> Answer:
        """Detach a text. Refused("unknown"): no example of their school."""
