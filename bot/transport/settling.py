"""Decides what becomes of a delivery after an attempt to send it, by the rules of `docs/reliability.md`."""

import logging
from datetime import datetime, timedelta
from typing import assert_never

from bot.channels.pace import BULK, NEVER
from bot.channels.port import Later, OutgoingMessage, Refused, SendResult, Sent, Unknown, Unreachable
from bot.messages.screen import decoded
from storage.port.delivery.deliveries import Claimed, Ended

log = logging.getLogger(__name__)

TRIES = 8  #: attempts after which a postponed delivery is refused
SOON, LATEST = 5.0, 600.0  #: seconds before a message that may have arrived is repeated: the first wait, the longest


def ended(claimed: Claimed, result: SendResult, now: datetime, *, repeats: timedelta = NEVER) -> Ended:
    """Return what to store in a delivery after an attempt to send it.

    `repeats`: how long the platform drops repeats of a message; 0 if it never does.
    """
    match result:
        case Sent():
            return Ended(claimed.id, "sent", message=result.message)
        case Later():
            return _later(claimed, result, now)
        case Unreachable():
            return Ended(claimed.id, "unreachable", why=result.why)
        case Refused():
            log.error("delivery %d refused: %s", claimed.id, result.why)
            return Ended(claimed.id, "refused", why=result.why)
        case Unknown():
            return _unknown(claimed, result, now, repeats=repeats)
        case _:
            assert_never(result)


def _later(claimed: Claimed, result: Later, now: datetime) -> Ended:
    if result.whole:
        return Ended(claimed.id, "later", why=result.why, tried=False)
    if claimed.attempts + 1 >= TRIES:
        return Ended(claimed.id, "refused", why=f"later:{result.why}")
    return Ended(claimed.id, "later", why=result.why, due=now + timedelta(seconds=result.after))


def _unknown(claimed: Claimed, result: Unknown, now: datetime, *, repeats: timedelta) -> Ended:
    if not may_repeat(claimed, repeats=repeats):
        return Ended(claimed.id, "unknown", why=result.why)
    due = now + timedelta(seconds=min(SOON * 2**claimed.attempts, LATEST))
    return Ended(claimed.id, "later", why="unknown", due=due)


def may_repeat(claimed: Claimed, *, repeats: timedelta) -> bool:
    """Return True if a message that may have arrived may be sent again.

    An edit gets up to TRIES attempts, and so does any message on a platform that drops repeats (`repeats` is not 0).
    On other platforms a reply or an answer of staff is repeated once, and a reminder or a broadcast never.
    """
    if repeats or claimed.edit:
        return claimed.attempts + 1 < TRIES
    return claimed.urgency < BULK and not claimed.interrupted


def in_doubt(claimed: Claimed, now: datetime, *, repeats: timedelta = NEVER) -> bool:
    """Return True if a claimed message may have arrived before and must not be sent again.

    If the platform drops repeats (`repeats` is not 0), a message is in doubt when more than `repeats` has passed since
    the attempt whose result is unknown. On other platforms it is in doubt if the process stopped while sending it:
    twice for a reply or an answer of staff, once for a reminder or a broadcast. An edit is never in doubt.
    """
    if claimed.edit:
        return False
    if repeats:
        return claimed.doubted is not None and now - claimed.doubted > repeats
    return claimed.interrupted > (1 if claimed.urgency < BULK else 0)


def outgoing(claimed: Claimed) -> OutgoingMessage:
    """Return the message that the channel sends for a claimed delivery."""
    living = claimed.living_message
    return OutgoingMessage(
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
