"""From wishes to rows: what each kept effect writes."""

from flows.values import effects
from flows.values.effects import Kept, Promise
from flows.values.events import News, WaitedOut
from storage.port.delivery.timers import CancelRow, TimerRow
from storage.port.school.unrecognised import UnrecognisedRow
from storage.port.turns import ChildRow, LogRow, RecordRow, Rows

URGENCY = {"reply": 0, "ticket": 1, "reminder": 2, "broadcast": 3}


def write(rows: Rows, effect: Kept | Promise, person: str, chat: int) -> None:
    """Add what one effect keeps or promises. Tickets and forgetting need the store and are not here."""
    match effect:
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
            rows.timers.append(_later(effect, person))
        case effects.NeverMind():
            # a promise of the same turn is cancelled too, when it was made before
            cancel = CancelRow(effect.child, effect.flow, effect.about, person if effect.mine else "")
            rows.timers = [row for row in rows.timers if not _meant(cancel, row)]
            rows.cancels.append(cancel)
        case _:
            rows.log.append(LogRow(type(effect).__name__, person))


def _meant(cancel: CancelRow, row: TimerRow) -> bool:
    about_it = (row.child, row.flow) == (cancel.child, cancel.flow) and cancel.about in {"", row.about}
    return about_it and cancel.person in {"", row.person}


def _later(effect: effects.OpenLater, person: str) -> TimerRow:
    key = f"later:{person}:{effect.child}:{effect.flow}/{effect.state}:{effect.about}"
    event = News(effect.flow, effect.state, effect.slots, effect.child)
    return TimerRow(key, effect.due, event, person, None, effect.child, effect.flow, effect.about)
