"""How a store answers a contested command: granted, lost to somebody faster, or refused."""

from collections.abc import Mapping
from typing import NamedTuple


class Granted(NamedTuple):
    """A contested wish was granted, with what came with it."""

    told: Mapping[str, str]


class Lost(NamedTuple):
    """A contested wish lost to somebody who was first."""


class Refused(NamedTuple):
    """A contested wish nobody can be granted; `why` as the wish declares it (flows.values.effects.OUTCOMES)."""

    why: str


Answer = Granted | Lost | Refused
