"""Which states need consent: those that store something about a child, open a ticket, or read words or codes."""

from flows.book.effect_specs import command_of
from flows.book.flow import State
from flows.reading.readers import READERS
from flows.values.effects import NEEDS_CONSENT


def owes_consent(spec: State) -> bool:
    """Tell whether a state may be entered only with consent."""
    if spec.read is None and not spec.do:  # most states
        return False
    return _typed(spec) or any(wish.effect in NEEDS_CONSENT for wish in spec.do)


def goes_without(spec: State) -> bool:
    """Tell whether the conversation can go on without consent, with nothing stored: the state only makes records.

    Not so where the person asks for the stored thing itself: a ticket, a reminder, typed words.
    """
    wished = {wish.effect for wish in spec.do}
    return "record" in wished and "open_ticket" not in wished and not _typed(spec) and not any(map(command_of, spec.do))


def _typed(spec: State) -> bool:
    reads = READERS.get(spec.read or "")
    return reads is not None and (reads.free or reads.raw)
