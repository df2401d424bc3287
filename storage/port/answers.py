"""Answers of a store to a command that may fail: granted, lost to another person, or refused."""

from collections.abc import Mapping
from typing import NamedTuple


class Granted(NamedTuple):
    """The command was granted; `slots` holds its results."""

    slots: Mapping[str, str]


class Lost(NamedTuple):
    """Another person did it first, for example spent the code or took the ticket."""


class Refused(NamedTuple):
    """The command cannot be granted; `why` is one of the reasons in flows.values.effects.OUTCOMES."""

    why: str


Answer = Granted | Lost | Refused
