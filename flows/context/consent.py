"""Before what the consent is asked: the first thing kept about a child, a ticket, and words or codes to be typed."""

from flows.book.effect_specs import command_of
from flows.book.model import State
from flows.reading.readers import READERS
from flows.values.effects import NEEDS_CONSENT


def owes_consent(spec: State) -> bool:
    """Tell whether a person must have agreed before they stand in a state."""
    if spec.read is None and not spec.do:  # most states
        return False
    return _typed(spec) or any(wish.effect in NEEDS_CONSENT for wish in spec.do)


def goes_without(spec: State) -> bool:
    """Tell whether the way goes on without a consent too, with nothing kept: what would be kept is a record only.

    What a person asks for by itself does not: a question to the school, a reminder, words to be read.
    """
    wished = {wish.effect for wish in spec.do}
    return "record" in wished and "open_ticket" not in wished and not _typed(spec) and not any(map(command_of, spec.do))


def _typed(spec: State) -> bool:
    reads = READERS.get(spec.read or "")
    return reads is not None and (reads.free or reads.raw)
