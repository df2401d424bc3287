"""Converts effects into the rows that the transaction writes."""

from typing import assert_never

from flows.values import effects
from flows.values.effects import Promise, Stored
from flows.values.events import News, WaitedOut
from storage.port.delivery.timers import CancelRow, TimerRow
from storage.port.school.unrecognised import UnrecognisedRow
from storage.port.turns import ChildRow, LogRow, RecordRow, Rows

URGENCY = {"reply": 0, "ticket": 1, "reminder": 2, "broadcast": 3}


def write(rows: Rows, effect: Stored | Promise, person: str, chat: int) -> None:
    """Add to `rows` the rows of one effect. `person` and `chat` are the ids of the person and the chat of the turn.

    Only OpenTicket and Forget are handled elsewhere, by `Tickets` and `Transaction`, because they need the store.
    """
    match effect:
        case effects.Consent(at_work=True):
            rows.log.append(LogRow("consent_at_work", person, effect.version))
        case effects.Consent():
            rows.consents.append((person, effect.version))
        case effects.Mute():
            rows.mutes.append((person, effect.on))
        case effects.AddChild():
            rows.children.append(ChildRow(effect.child, person, effect.klass, effect.family))
        case effects.Record():
            rows.records.append(RecordRow(effect.child, effect.track, effect.about, effect.stage, effect.on, person))
        case effects.Unrecognised():
            rows.unrecognised.append(UnrecognisedRow(effect.school, effect.signature, effect.guess))
        case effects.Wait():
            rows.timers.append(TimerRow(f"wait:{chat}", effect.due, WaitedOut(effect.visit), person, chat))
        case effects.OpenLater():
            rows.timers.append(_timer_of(effect, person))
        case effects.NeverMind():
            # timers added earlier in this batch are not in the store yet, so they are removed here
            cancel = CancelRow(effect.child, effect.flow, effect.about, person if effect.mine else "")
            rows.timers = [row for row in rows.timers if not _cancels(cancel, row)]
            rows.cancels.append(cancel)
        case _:
            assert_never(effect)


def _cancels(cancel: CancelRow, row: TimerRow) -> bool:
    about_it = (row.child, row.flow) == (cancel.child, cancel.flow) and cancel.about in {"", row.about}
    return about_it and cancel.person in {"", row.person}


def _timer_of(effect: effects.OpenLater, person: str) -> TimerRow:
    key = f"later:{person}:{effect.child}:{effect.flow}/{effect.state}:{effect.about}"
    event = News(effect.flow, effect.state, effect.slots, effect.child)
    return TimerRow(key, effect.due, event, person, None, effect.child, effect.flow, effect.about, effect.since)
