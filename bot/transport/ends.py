"""What becomes of a delivery after a try: the channel's end, read by the rules of `docs/reliability.md`."""

import logging
from datetime import datetime, timedelta
from typing import assert_never

from bot.channels import End, Later, Parcel, Refused, Sent, Unknown, Unreachable
from bot.channels.pace import BULK, NEVER
from bot.messages.screen import decoded
from storage.port.delivery import Claimed, Ended

log = logging.getLogger(__name__)

TRIES = 8  #: after so many, a delivery the platform keeps putting off is given up as refused
SOON, LATEST = 5.0, 600.0  #: seconds until what may have arrived is repeated: the first time, and at most


def ended(claimed: Claimed, end: End, now: datetime, *, repeats: timedelta = NEVER) -> Ended:
    """Give how a try ended. `repeats`: for so long the platform itself drops what it was sent already."""
    match end:
        case Sent():
            return Ended(claimed.id, "sent", message=end.message)
        case Later():
            return _later(claimed, end, now)
        case Unreachable():
            return Ended(claimed.id, "unreachable", why=end.why)
        case Refused():
            log.error("delivery %d refused: %s", claimed.id, end.why)
            return Ended(claimed.id, "refused", why=end.why)
        case Unknown():
            return _unknown(claimed, end, now, repeats=repeats)
        case _:
            assert_never(end)


def _later(claimed: Claimed, end: Later, now: datetime) -> Ended:
    if end.whole:
        return Ended(claimed.id, "later", why=end.why, tried=False)
    if claimed.attempts + 1 >= TRIES:
        return Ended(claimed.id, "refused", why=f"later:{end.why}")
    return Ended(claimed.id, "later", why=end.why, due=now + timedelta(seconds=end.after))


def _unknown(claimed: Claimed, end: Unknown, now: datetime, *, repeats: timedelta) -> Ended:
    if not may_repeat(claimed, repeats=repeats):
        return Ended(claimed.id, "unknown", why=end.why)
    due = now + timedelta(seconds=min(SOON * 2**claimed.attempts, LATEST))
    return Ended(claimed.id, "later", why="unknown", due=due)


def may_repeat(claimed: Claimed, *, repeats: timedelta) -> bool:
    """Tell whether what may have arrived may be sent again: harmless things some times, human ones once."""
    if repeats or claimed.edit:
        return claimed.attempts + 1 < TRIES
    return claimed.urgency < BULK and not claimed.interrupted


def in_doubt(claimed: Claimed, now: datetime, *, repeats: timedelta = NEVER) -> bool:
    """Tell whether what may have arrived ends here, for it must not come once more.

    Where a platform knows repeats: when that time is over. Elsewhere: what dead processes had in hand; a human's words
    once more. An edit is the same however often it is made.
    """
    if claimed.edit:
        return False
    if repeats:
        return claimed.doubted is not None and now - claimed.doubted > repeats
    return claimed.interrupted > (1 if claimed.urgency < BULK else 0)


def parcel(claimed: Claimed) -> Parcel:
    """Pack a delivery."""
    living = claimed.living_message
    return Parcel(
        id=claimed.id,
        peer=claimed.key.peer,
        screen=decoded(claimed.body),
        urgency=claimed.urgency,
        edit=living if claimed.edit else "",
        strip=living if claimed.living and not claimed.edit else "",
        attempts=claimed.attempts,
        interrupted=claimed.interrupted > 0,
        shared=claimed.broadcast,
    )
