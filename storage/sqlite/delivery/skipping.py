"""Deletes claimed deliveries of a broadcast whose persons no longer need it."""

from collections.abc import Sequence
from datetime import datetime

from storage.port.delivery.deliveries import Claimed
from storage.sqlite.core.statements import Statements, listed
from storage.sqlite.delivery.budget import SqlBudget
from storage.sqlite.delivery.segments import SqlSegments
from storage.sqlite.delivery.stored import reaches, stop, stored

# a message that never arrived cannot be edited
PLACED = """
SELECT d.id FROM deliveries d JOIN deliveries o ON o.id = d.mends
WHERE d.id IN (SELECT value FROM json_each(:ids)) AND o.message <> ''
"""
SKIP = "INSERT INTO spared (broadcast, person, why) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"
PERSONS = """
SELECT d.id, c.person FROM deliveries d JOIN chats c ON c.id = d.chat
WHERE d.id IN (SELECT value FROM json_each(:ids))
"""
DROP = "DELETE FROM deliveries WHERE id IN (SELECT value FROM json_each(:ids))"


class Skipping:
    """Checks, when deliveries of broadcasts are claimed, whether they are still needed."""

    def __init__(self, db: Statements, segments: SqlSegments, budget: SqlBudget) -> None:
        """Store the connection, and the objects that check segments and count messages."""
        self._db, self._segments, self._budget = db, segments, budget

    async def sift(self, claimed: Sequence[Claimed], now: datetime) -> Sequence[Claimed]:
        """Return the claimed deliveries that are still needed, and delete the others.

        A delivery of a broadcast is not needed if the person has left the class or reached the goal, or if the author
        may no longer write to its classes. All other deliveries are returned.
        """
        dropped: set[int] = set()
        # a delivery that was attempted before may have arrived: it is attempted again
        untried = [each for each in claimed if each.broadcast and not each.attempts + each.interrupted]
        for broadcast in dict.fromkeys(each.broadcast for each in untried):
            dropped |= await self._unwanted(broadcast, [e.id for e in untried if e.broadcast == broadcast], now)
        return [each for each in claimed if each.id not in dropped] if dropped else claimed

    async def _unwanted(self, broadcast: str, ids: Sequence[int], now: datetime) -> set[int]:
        of = await stored(self._db, broadcast)
        if of is None or of.state == "stopped" or not await reaches(self._db, of.row.author, of.row.classes, now):
            stop(self._db, broadcast, now)
            self._db.defer(DROP, ids=listed(ids))
            return set(ids)
        if of.row.fixes:
            placed = {int(ident) for (ident,) in await self._db.rows(PLACED, ids=listed(ids))}
            self._db.defer(DROP, ids=listed(set(ids) - placed))
            return set(ids) - placed
        whose = {int(ident): str(person) for ident, person in await self._db.rows(PERSONS, ids=listed(ids))}
        still = await self._segments.still(of.row.classes, of.row.segment, of.row.before, whose.values())
        gone = {ident: person for ident, person in whose.items() if person not in still}
        if gone:
            self._db.defer_many(SKIP, [(broadcast, person, "needless") for person in gone.values()])
            await self._budget.give_back(gone.values(), of.row.kind, of.row.cause or broadcast)
            self._db.defer(DROP, ids=listed(gone))
        return set(gone)
