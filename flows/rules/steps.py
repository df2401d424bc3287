"""Rules about the card, the status of a document, and how long a check takes."""

from flows.context.rule_context import DOCUMENTS, RUNNING, SEEN, TROUBLED, RuleContext, sent_on
from flows.rules.document import about_snils
from flows.rules.people import agreed, no_child
from flows.rules.progress import account_made, document_verified, documents_verified
from flows.rules.registry import rule


@rule
def has_card(context: RuleContext) -> bool:
    """The card of the child (a page on Госуслуги), or a later step that needs the card, is recorded (F16, F17, F28)."""
    return any(context.stage("documents", about) for about in ("", *DOCUMENTS)) or account_made(context)


@rule
def parent_confirmed(context: RuleContext) -> bool:
    """The parent said that their own account is confirmed (F18)."""
    return context.session.results.get("parent_account") == "confirmed"


@rule
def looks_for_button(context: RuleContext) -> bool:
    """The person is finding out why the site shows no button «Создать» (B3)."""
    return "place" in context.session.results


@rule
def card_not_told(context: RuleContext) -> bool:
    """Neither the child's card (its page on Госуслуги) nor a later step that needs it is recorded (F16)."""
    return not has_card(context)


@rule
def status_is_manual(context: RuleContext) -> bool:
    """The person named the status «введены вручную»."""
    return context.session.slots.get("status") == "manual"


@rule
def status_is_not_found(context: RuleContext) -> bool:
    """The person named the status that the document was not found."""
    return context.session.slots.get("status") == "not_found"


@rule
def status_is_searching(context: RuleContext) -> bool:
    """The person named the status that the document is being searched for."""
    return context.session.slots.get("status") == "searching"


@rule
def status_is_failed(context: RuleContext) -> bool:
    """The person named a status that refuses the document (B2: the exact wording of the status is not confirmed)."""
    return context.session.slots.get("status") == "failed"


@rule
def status_is_long(context: RuleContext) -> bool:
    """The person named no status, and said only that the check of the document takes long."""
    return context.session.slots.get("status") == "long"


@rule
def status_is_again(context: RuleContext) -> bool:
    """The person said that they sent the document again, after «введены вручную» (F81) or after a refusal."""
    return context.session.slots.get("status") in {"again", "resent"}


@rule
def status_was_manual(context: RuleContext) -> bool:
    """The newest recorded status of the document that the slot `document` names is «введены вручную»."""
    return context.is_at("documents", {"manual"}, context.session.slots.get("document", ""))


@rule
def nothing_new(context: RuleContext) -> bool:
    """The status that the person named is not recorded: it may not be stored, or the record already covers it."""
    if not agreed(context) or account_made(context) or (no_child(context) and context.known.roles):
        return True
    slots = context.session.slots
    kept, named = context.stage("documents", slots.get("document", "")), slots.get("status", "")
    if kept is None or kept.stage == "verified":
        return kept is not None
    if named in TROUBLED:
        return (kept.stage, kept.on) == (named, context.today) or (named, kept.stage) == ("manual", "sent_again")
    same = {"checking": {"seen_checking"}, "searching": {"seen_searching"}}.get(named, SEEN)
    return kept.stage in RUNNING or (kept.stage in same and kept.on == context.today)


@rule
def check_was_seen(context: RuleContext) -> bool:
    """The newest record says that the document is being checked; when the check began is not recorded."""
    return context.is_at("documents", SEEN, context.session.slots.get("document", ""))


@rule
def check_began(context: RuleContext) -> bool:
    """The day on which the document was sent to be checked is known."""
    return sent_on(context) is not None


@rule
def sent_again_lap(context: RuleContext) -> bool:
    """The document is being checked for the second time: it was sent again after «введены вручную» (C3)."""
    sent_again = context.is_at("documents", {"sent_again"}, context.session.slots.get("document", ""))
    switched = context.stage("documents", "autoupdate") is not None
    return sent_again and (switched or context.session.slots.get("status") == "again")


@rule
def spoken_for(context: RuleContext) -> bool:
    """The bot need not ask about the document in the slot `document`: it is verified, or the other one is asked about.

    Making a card sends both documents to be checked on the same day (F28). One question is enough then, because its
    answer leads to the other document. The bot asks about the document whose day of sending is known. If both days or
    neither are known, it asks about the birth certificate.
    """
    if document_verified(context):
        return True
    about = context.session.slots.get("document", "")
    drawn = {each: context.stage("documents", each) for each in DOCUMENTS}
    days = {stage.on for stage in drawn.values() if stage and stage.stage in RUNNING | SEEN}
    if len(days) != 1 or any(stage is None or stage.stage not in RUNNING | SEEN for stage in drawn.values()):
        return False
    counted = [each for each, stage in drawn.items() if stage and stage.stage in RUNNING]
    return about != (*counted, *DOCUMENTS)[0]


@rule
def trouble_over(context: RuleContext) -> bool:
    """The newest record of the document in the slot `document` is not a problem, or the child has an account."""
    about = context.session.slots.get("document", "")
    return account_made(context) or not context.is_at("documents", TROUBLED, about)


@rule
def trouble_spoken_for(context: RuleContext) -> bool:
    """The bot need not ask about the problem with the document that the slot `document` names.

    Either the problem is over, or the document is the СНИЛС and the birth certificate has a problem of the same day.
    In the second case the bot asks only about the birth certificate.
    """
    birth, snils = (context.stage("documents", about) for about in DOCUMENTS)
    together = birth is not None and snils is not None and birth.stage in TROUBLED and birth.on == snils.on
    return trouble_over(context) or (about_snils(context) and together)


@rule
def autoupdate_settled(context: RuleContext) -> bool:
    """Auto-update is recorded as off, or it no longer matters because the child has an account."""
    return account_made(context) or context.is_at("documents", {"off"}, "autoupdate")


@rule
def autoupdate_switching(context: RuleContext) -> bool:
    """The newest record about auto-update says that it is being switched off."""
    return context.is_at("documents", {"switching_off"}, "autoupdate")


@rule
def autoupdate_going(context: RuleContext) -> bool:
    """Auto-update is being switched off, and the child's next step must wait until it is off."""
    needed = not documents_verified(context) or looks_for_button(context)
    return autoupdate_switching(context) and needed and not account_made(context)


@rule
def manual_while_switching(context: RuleContext) -> bool:
    """The person named the status «введены вручную», and auto-update is already being switched off."""
    return status_is_manual(context) and autoupdate_switching(context)


@rule
def only_birth_manual(context: RuleContext) -> bool:
    """The newest record is «введены вручную» for the birth certificate, but not for the СНИЛС."""
    return _manual(context) == ["birth"]


@rule
def only_snils_manual(context: RuleContext) -> bool:
    """The newest record is «введены вручную» for the СНИЛС, but not for the birth certificate."""
    return _manual(context) == ["snils"]


def _manual(context: RuleContext) -> list[str]:
    return [about for about in DOCUMENTS if context.is_at("documents", {"manual"}, about)]


@rule
def reason_sought(context: RuleContext) -> bool:
    """The search for the reason why the button «Создать» is missing is over: its last question was answered (B3)."""
    return "who" in context.session.results
