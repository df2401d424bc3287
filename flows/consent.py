"""Before what the consent is asked: the first thing kept about a child, a ticket, and words or codes to be typed."""

from flows.effects import NEEDS_CONSENT
from flows.model import State
from flows.readers import READERS


def owes_consent(spec: State) -> bool:
    """Tell whether a person must have agreed before they stand in a state."""
    reads = READERS.get(spec.read or "")
    typed = reads is not None and (reads.free or reads.raw)
    return typed or any(wish.effect in NEEDS_CONSENT for wish in spec.do)
