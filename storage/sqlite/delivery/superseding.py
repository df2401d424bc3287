"""A screen that is still queued is replaced by the next screen of its chat, so that a chat has one waiting screen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from storage.port.delivery.deliveries import DeliveryRow
from storage.sqlite.core.moments import moment_of
from storage.sqlite.core.statements import Execute, Row, listed

# `state IN` names the partial index; CROSS JOIN fixes the order: the few chats first
WAITING_SCREENS = """
SELECT d.id, d.chat, d.body, d.edit, d.replaceable, d.due, d.attempts > 0 AND d.interrupted = 0
FROM json_each(:chats) k
CROSS JOIN deliveries d ON d.chat = k.value AND d.state IN ('queued', 'in_hand')
WHERE d.state = 'queued' AND d.living AND d.urgency = 0
"""
DROP = "DELETE FROM deliveries WHERE id IN (SELECT value FROM json_each(:ids))"


class Queued(NamedTuple):
    """A queued screen of a chat. `rests`: an attempt to send it failed, and `due` is the moment of the next one."""

    row: DeliveryRow
    rests: bool = False


def superseding(execute: Execute, rows: Sequence[DeliveryRow]) -> Sequence[DeliveryRow]:
    """Delete the queued screens that the screens of `rows` replace. Return the rows to add.

    A screen is replaced if its row says so (`replaceable`), or if the new screen has the same body. The new screen
    takes the place of the replaced one in the queue of the account. It is an edit only if the replaced one was, because
    otherwise the message that it would edit was never sent.
    """
    chats = [row.chat for row in rows if row.living]
    found = execute(WAITING_SCREENS, {"chats": listed(chats)}) if chats else []
    if not found and len(set(chats)) == len(chats):
        return rows
    kept, replaced = _replaced([_queued(row) for row in found], rows)
    if dropped := replaced & {row[0] for row in found}:
        execute(DROP, {"ids": listed(dropped)})
    return [row for row in kept if row.id not in replaced]


def _queued(row: Row) -> Queued:
    ident, chat, body, edit, replaceable, due, rests = row
    screen = DeliveryRow(ident, chat, 0, body, moment_of(due), bool(edit), living=True, replaceable=bool(replaceable))
    return Queued(screen, bool(rests))


def _replaced(found: Iterable[Queued], rows: Iterable[DeliveryRow]) -> tuple[list[DeliveryRow], set[int]]:
    # returns the new rows, with what they take over from those they replace, and the ids of all replaced rows
    waiting: dict[int, list[Queued]] = defaultdict(list)
    for each in found:
        waiting[each.row.chat].append(each)
    kept: list[DeliveryRow] = []
    replaced: set[int] = set()
    for row in rows:
        if row.living:
            old = [each for each in waiting[row.chat] if each.row.replaceable or each.row.body == row.body]
            row = _in_place_of(old, row)
            replaced |= {each.row.id for each in old}
            waiting[row.chat] = [each for each in waiting[row.chat] if each not in old] + [Queued(row)]
        kept.append(row)
    return kept, replaced


def _in_place_of(old: Sequence[Queued], row: DeliveryRow) -> DeliveryRow:
    if not old:
        return row
    # a chat whose messages must rest rests on: the new screen is not tried sooner than the old one
    due = max((each.row.due for each in old if each.rests), default=min(row.due, *(each.row.due for each in old)))
    return replace(row, edit=row.edit and all(each.row.edit for each in old), due=due)
