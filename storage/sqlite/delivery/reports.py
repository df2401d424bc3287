"""Delivery figures of a broadcast."""

from collections import Counter
from collections.abc import Iterable

from storage.port.delivery.broadcasts import Reported
from storage.sqlite.core.statements import Row, Statements
from storage.sqlite.delivery.stored import Stored

# in VK people forbid a community to write, in Telegram they block a bot
ENDS = """
SELECT iif(state = 'unreachable' AND account LIKE 'vk%', 'denied', state), count(*) FROM deliveries
WHERE broadcast = :broadcast GROUP BY 1
"""
SKIPPED = "SELECT why, count(*) FROM spared WHERE broadcast = :broadcast GROUP BY why"
CONFIRMED = "SELECT count(*) FROM confirmed WHERE broadcast = :broadcast"


async def report(db: Statements, of: Stored) -> Reported:
    """Return how the deliveries of a broadcast ended, in numbers of persons."""
    ends = await db.rows(ENDS, broadcast=of.row.id)
    skipped = Counter({str(why): int(n) for why, n in await db.rows(SKIPPED, broadcast=of.row.id)})
    ((confirmed,),) = await db.rows(CONFIRMED, broadcast=of.row.cause or of.row.id)
    return _reported(of, ends, skipped, int(confirmed))


def _reported(of: Stored, ends: Iterable[Row], skipped: Counter[str], confirmed: int) -> Reported:
    by = Counter({str(state): int(count) for state, count in ends})
    queued = by["queued"] + by["in_hand"]
    found = Reported(
        state=of.state, sent=by["sent"], waiting=queued, blocked=by["unreachable"],
        denied=by["denied"], unknown=by["unknown"], refused=by["refused"], needless=skipped["needless"],
        held=skipped["budget"], muted=skipped["muted"], confirmed=confirmed, stopped=0, due=of.row.due,
        title=of.row.title, confirms=of.row.confirms, fixes=bool(of.row.fixes),
    )  # fmt: skip
    # deliveries removed by a stop leave no row: their number is that of the persons without any other outcome
    unsent = max(of.people - (found.people - queued), 0)
    return found._replace(waiting=0, stopped=unsent) if of.state == "stopped" else found
