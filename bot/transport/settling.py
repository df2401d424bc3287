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
HOURLY = timedelta(hours=1)  #: after so long the waits are as long
#: How long a reply or an answer of staff is repeated, counted from the first attempt that may have arrived. Longer than
#: a day nobody waits for it, and the next screen or the card of the ticket shows the same.
REPLIES_FOR = timedelta(days=1)


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
    due = now + timedelta(seconds=result.after)
    if result.chat:
        return Ended(claimed.id, "later", why=result.why, due=due, tried=False)
    if claimed.attempts + 1 >= TRIES:
        return Ended(claimed.id, "refused", why=f"later:{result.why}")
    return Ended(claimed.id, "later", why=result.why, due=due)


def _unknown(claimed: Claimed, result: Unknown, now: datetime, *, repeats: timedelta) -> Ended:
    if not may_repeat(claimed, now, repeats=repeats):
        return Ended(claimed.id, "unknown", why=result.why)
    return Ended(claimed.id, "later", why="unknown", due=now + _rest(claimed, now))


def _rest(claimed: Claimed, now: datetime) -> timedelta:
    if claimed.doubted and now - claimed.doubted > HOURLY:
        return HOURLY
    return timedelta(seconds=min(SOON * 2 ** min(claimed.attempts, TRIES), LATEST))


def may_repeat(claimed: Claimed, now: datetime, *, repeats: timedelta) -> bool:
    """Return True if a message that may have arrived may be sent again.

    A reply or an answer of staff is repeated for a day. A reminder or a broadcast gets up to TRIES attempts on a
    platform that drops repeats (`repeats` is not 0), and so does its edit anywhere; otherwise it is never repeated.
    """
    if claimed.urgency < BULK:
        return claimed.doubted is None or now - claimed.doubted < REPLIES_FOR
    return bool(repeats or claimed.edit) and claimed.attempts + 1 < TRIES


def in_doubt(claimed: Claimed, now: datetime, *, repeats: timedelta = NEVER) -> bool:
    """Return True if a claimed message may have arrived before and must not be sent again.

    A reply or an answer of staff is in doubt after a day. A reminder or a broadcast is in doubt if its result is
    unknown or the process stopped while sending it; on a platform that drops repeats (`repeats` is not 0), only when
    more than `repeats` has passed since. An edit is never in doubt.
    """
    if claimed.edit or not claimed.interrupted:
        return False
    span = REPLIES_FOR if claimed.urgency < BULK else repeats
    return claimed.doubted is None or not span or now - claimed.doubted > span


def unsent(claimed: Claimed, now: datetime, *, repeats: timedelta = NEVER) -> Ended | None:
    """Return how a claimed message ends that is not sent now: in doubt, or interrupted too often. None: send it."""
    if in_doubt(claimed, now, repeats=repeats):
        return Ended(claimed.id, "unknown", why="interrupted")
    if (soonest := too_soon(claimed)) and now < soonest:
        return Ended(claimed.id, "later", why="interrupted", due=soonest, tried=False)
    return None


def too_soon(claimed: Claimed) -> datetime | None:
    """Return the moment before which a message that was often interrupted is not repeated; None for no such moment.

    Usually the moment is past: an unknown answer is followed by a wait. It is ahead only if the process itself died
    again and again. So at most one repeat is made in each wait, also then: the second after 5 s, the third after 15 s.
    """
    if claimed.doubted is None or claimed.interrupted < 2:
        return None
    waits = (min(SOON * 2**n, LATEST) for n in range(min(claimed.interrupted, 200) - 1))
    return claimed.doubted + timedelta(seconds=sum(waits))


def outgoing(claimed: Claimed, now: datetime, *, repeats: timedelta = NEVER) -> OutgoingMessage:
    """Return the message that the channel sends for a claimed delivery.

    It is marked as interrupted if it may have arrived and the platform does not drop its repeat.
    """
    dropped = bool(repeats) and claimed.doubted is not None and now - claimed.doubted <= repeats
    living = claimed.living_message
    return OutgoingMessage(
        id=claimed.id,
        peer=claimed.key.peer,
        screen=decoded(claimed.body),
        urgency=claimed.urgency,
        edit=living if claimed.edit else "",
        strip=living if claimed.living and not claimed.edit else "",
        attempts=claimed.attempts,
        interrupted=claimed.interrupted > 0 and not dropped,
        shared=claimed.broadcast,
    )
