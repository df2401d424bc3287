"""How a store answers a contested command: granted, lost to somebody faster, or refused."""

from collections.abc import Mapping
from typing import NamedTuple


class Granted(NamedTuple):
    """The command was granted; `told` holds its results."""

    slots: Mapping[str, str]


class Lost(NamedTuple):
    """Somebody else was faster."""


class Refused(NamedTuple):
    """The command cannot be granted; `why` is one of the reasons in flows.values.effects.OUTCOMES."""

    why: str


Answer = Granted | Lost | Refused
