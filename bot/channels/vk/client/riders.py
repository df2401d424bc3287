"""Cosmetic calls of a community: they fill the free places of an `execute`, or have one of their own."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from bot.channels.cosmetic import CosmeticCalls
from bot.channels.vk.client.scripts import CODE, TOGETHER, Call, script

LONGEST = 16_000  #: characters of one call at most: a text of 4096 letters and its formats, escaped


def ignore() -> None:
    """Do nothing when VK has answered a call."""


class Rider(NamedTuple):
    """A cosmetic call. `done` is called in the event loop when VK has carried it out or refused it."""

    call: Call
    done: Callable[[], None] = ignore


def boarded(waiting: CosmeticCalls[Rider], calls: Sequence[Call]) -> list[Rider]:
    """Take the cosmetic calls that fit beside `calls` into one `execute`."""
    riders, size = list[Rider](), len(script(calls))
    while len(calls) + len(riders) < TOGETHER and size < CODE - LONGEST and (rider := waiting.take()):
        riders.append(rider)
        size += len(script([rider.call]))
    return riders
