"""Examples: texts that a school attached to an intent, so that they are recognised."""

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
    """Examples, for the staff of their school. `Known.examples` holds the examples of a person's school."""

    async def attached(self, person: str) -> Sequence[OwnExample]:
        """Return the examples of the school in which the person is staff, the newest first."""

    async def attach(self, text: str, intent: str, person: str, now: datetime, taught_by: str = "") -> Answer:
        """Attach a text to an intent, as an example for the school of this person.

        `taught_by`: the person who wrote the text; the example is deleted if that person is erased. Return Lost if the
        text is attached already. Return Refused("unknown") if `person` is not staff. Return Refused("too_many") if the
        school has 300 examples.
        """

    async def detach(self, example: str, person: str, now: datetime) -> Answer:
        """Detach an example from its intent.

        Return Refused("unknown") if the school of `person` has no such example.
        """
