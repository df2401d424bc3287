"""Which states need consent: those that store something about a child, open a ticket, or read free text or codes."""

from flows.book.effect_specs import command_of
from flows.book.flow import State
from flows.book.model import CONSENT_VERSION
from flows.context.known import Known
from flows.reading.readers import READERS
from flows.values.effects import NEEDS_CONSENT

#: Flows for these do not ask for the consent of parents: it was asked at the entrance (`welcome/work_consent`)
AT_WORK = frozenset({"teacher", "staff", "answerer", "installer"})


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


def consent_missing(whom: str, spec: State, known: Known) -> bool:
    """Return whether this person must be asked for consent before the state, in a flow for `whom`, is entered."""
    return known.consent != CONSENT_VERSION and owes_consent(spec) and not covered_at_work(whom, spec, known)


def covered_at_work(whom: str, spec: State, known: Known) -> bool:
    """Return whether the consent of staff and teachers, asked at the entrance, is enough for this state.

    It is in flows for work; elsewhere, for a reminder to a person who has a role and no child here.
    """
    if whom in AT_WORK:
        return True
    kinds = {each.effect for each in spec.do}.intersection(NEEDS_CONSENT)
    return bool(known.roles) and not known.children and not _typed(spec) and kinds <= {"open_later"}


def _typed(spec: State) -> bool:
    reads = READERS.get(spec.read or "")
    return reads is not None and (reads.free or reads.raw)
