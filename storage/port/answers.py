"""Answers of a store to a command that may fail: Granted, Lost or Refused."""

from collections.abc import Mapping
from typing import NamedTuple


class Granted(NamedTuple):
    """The command was carried out. `slots` holds its results."""

    slots: Mapping[str, str]


class Lost(NamedTuple):
    """The command was not carried out: another person was first, for example spent the code or took the ticket."""


class Refused(NamedTuple):
    """The command was not carried out. `why` is one of the reasons in flows.values.commands.COMMANDS."""

    why: str


Answer = Granted | Lost | Refused
