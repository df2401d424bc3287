"""Which states need consent: those that store something about a child, open a ticket, or read free text or codes."""

from flows.book.effect_specs import command_of
from flows.book.flow import State
from flows.reading.readers import READERS
from flows.values.effects import NEEDS_CONSENT


def owes_consent(spec: State) -> bool:
    """Return whether the person must agree to the consent text before the effects of this state are applied."""
    if spec.read is None and not spec.do:  # most states
        return False
    return _typed(spec) or any(each.effect in NEEDS_CONSENT for each in spec.do)


def goes_without(spec: State) -> bool:
    """Return whether the conversation can continue through this state without consent. Its records are then left out.

    False if the state stores something that the person asks for: a ticket, a command, a typed text.
    """
    kinds = {each.effect for each in spec.do}
    return "record" in kinds and "open_ticket" not in kinds and not _typed(spec) and not any(map(command_of, spec.do))


def _typed(spec: State) -> bool:
    reads = READERS.get(spec.read or "")
    return reads is not None and (reads.free or reads.raw)
