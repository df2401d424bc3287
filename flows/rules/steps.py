"""The card, the status of a document, and the time a check takes."""

from flows.context.seen import DOCUMENTS, RUNNING, SEEN, TROUBLED, Seen, sent_on
from flows.rules.document import about_snils
from flows.rules.people import agreed, no_child
from flows.rules.progress import account_made, document_verified, documents_verified
from flows.rules.registry import rule


@rule
def has_card(seen: Seen) -> bool:
    """The child has a card: it is recorded, or something that needs it is (F17, F28)."""
    return any(seen.stage("documents", about) for about in ("", *DOCUMENTS)) or account_made(seen)


@rule
def parent_confirmed(seen: Seen) -> bool:
    """The parent said that their own account is confirmed (F18)."""
    return seen.session.results.get("parent_account") == "confirmed"


@rule
def looks_for_button(seen: Seen) -> bool:
    """The person is finding out why there is no «Создать» (B3)."""
    return "place" in seen.session.results


@rule
def card_not_told(seen: Seen) -> bool:
    """No card of the child is recorded."""
    return not has_card(seen)


@rule
def status_is_manual(seen: Seen) -> bool:
    """The named status is «введены вручную»."""
    return seen.session.slots.get("status") == "manual"


@rule
def status_is_not_found(seen: Seen) -> bool:
    """The named status is that the document was not found."""
    return seen.session.slots.get("status") == "not_found"


@rule
def status_is_searching(seen: Seen) -> bool:
    """The named status is the search."""
    return seen.session.slots.get("status") == "searching"


@rule
def status_is_failed(seen: Seen) -> bool:
    """The named status is a refusal whose exact words are not confirmed (B2)."""
    return seen.session.slots.get("status") == "failed"


@rule
def status_is_long(seen: Seen) -> bool:
    """No status was named: the check merely takes long."""
    return seen.session.slots.get("status") == "long"


@rule
def status_is_again(seen: Seen) -> bool:
    """The document was sent once more: «again» after «введены вручную» (F81), «resent» after a refusal."""
    return seen.session.slots.get("status") in {"again", "resent"}


@rule
def status_was_manual(seen: Seen) -> bool:
    """The last recorded status of the document is «введены вручную»."""
    return seen.is_at("documents", {"manual"}, seen.session.slots.get("document", ""))


@rule
def nothing_new(seen: Seen) -> bool:
    """The named status is not recorded: no consent, recorded today already, or the record says more."""
    if not agreed(seen) or account_made(seen) or (no_child(seen) and seen.known.roles):
        return True
    slots = seen.session.slots
    kept, named = seen.stage("documents", slots.get("document", "")), slots.get("status", "")
    if kept is None or kept.stage == "verified":
        return kept is not None
    if named in TROUBLED:
        return (kept.stage, kept.on) == (named, seen.today) or (named, kept.stage) == ("manual", "sent_again")
    same = {"checking": {"seen_checking"}, "searching": {"seen_searching"}}.get(named, SEEN)
    return kept.stage in RUNNING or (kept.stage in same and kept.on == seen.today)


@rule
def check_was_seen(seen: Seen) -> bool:
    """The document was seen being checked, and the day it was sent is not known."""
    return seen.is_at("documents", SEEN, seen.session.slots.get("document", ""))


@rule
def check_began(seen: Seen) -> bool:
    """It is known when the document was sent."""
    return sent_on(seen) is not None


@rule
def sent_again_lap(seen: Seen) -> bool:
    """The document was sent a second time, after «введены вручную» (C3)."""
    sent_again = seen.is_at("documents", {"sent_again"}, seen.session.slots.get("document", ""))
    switched = seen.stage("documents", "autoupdate") is not None
    return sent_again and (switched or seen.session.slots.get("status") == "again")


@rule
def spoken_for(seen: Seen) -> bool:
    """No need to ask about the document: it is verified, or the other one of the same day is asked about instead.

    The card sends both together (F28); one question is enough, and its answer leads to the other. The document whose
    day of sending is known is asked about; if both or neither is, the certificate.
    """
    if document_verified(seen):
        return True
    about = seen.session.slots.get("document", "")
    drawn = {each: seen.stage("documents", each) for each in DOCUMENTS}
    days = {stage.on for stage in drawn.values() if stage and stage.stage in RUNNING | SEEN}
    if len(days) != 1 or any(stage is None or stage.stage not in RUNNING | SEEN for stage in drawn.values()):
        return False
    counted = [each for each, stage in drawn.items() if stage and stage.stage in RUNNING]
    return about != (*counted, *DOCUMENTS)[0]


@rule
def trouble_over(seen: Seen) -> bool:
    """No trouble with the document is recorded any more."""
    about = seen.session.slots.get("document", "")
    return account_made(seen) or not seen.is_at("documents", TROUBLED, about)


@rule
def trouble_spoken_for(seen: Seen) -> bool:
    """No need to ask: the trouble is over, or it is the СНИЛС and the certificate of the same day is asked about."""
    birth, snils = (seen.stage("documents", about) for about in DOCUMENTS)
    together = birth is not None and snils is not None and birth.stage in TROUBLED and birth.on == snils.on
    return trouble_over(seen) or (about_snils(seen) and together)


@rule
def autoupdate_settled(seen: Seen) -> bool:
    """Auto-update is recorded as off, or there is an account and it no longer matters."""
    return account_made(seen) or seen.is_at("documents", {"off"}, "autoupdate")


@rule
def autoupdate_switching(seen: Seen) -> bool:
    """Auto-update is recorded as being switched off."""
    return seen.is_at("documents", {"switching_off"}, "autoupdate")


@rule
def autoupdate_going(seen: Seen) -> bool:
    """Auto-update is being switched off, and still has to be."""
    needed = not documents_verified(seen) or looks_for_button(seen)
    return autoupdate_switching(seen) and needed and not account_made(seen)


@rule
def manual_while_switching(seen: Seen) -> bool:
    """The named status is «введены вручную», and auto-update is already being switched off for it."""
    return status_is_manual(seen) and autoupdate_switching(seen)


@rule
def only_birth_manual(seen: Seen) -> bool:
    """Of the two documents only the certificate is «введены вручную»."""
    return _manual(seen) == ["birth"]


@rule
def only_snils_manual(seen: Seen) -> bool:
    """Of the two documents only the СНИЛС is «введены вручную»."""
    return _manual(seen) == ["snils"]


def _manual(seen: Seen) -> list[str]:
    return [about for about in DOCUMENTS if seen.is_at("documents", {"manual"}, about)]


@rule
def reason_sought(seen: Seen) -> bool:
    """The last question about the missing «Создать» is answered (B3)."""
    return "who" in seen.session.results
