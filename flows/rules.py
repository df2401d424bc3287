"""The tested questions a branch may ask: `when: past_the_limit`. Each is one line of meaning and one line of Python."""

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from flows.known import Child, Known, Stage
from flows.model import CONSENT_VERSION, Book
from flows.session import Session

DOCUMENTS = ("birth", "snils")
#: Stages of a document for which a check is running (п. 4.2, B2)
RUNNING = frozenset({"sent", "sent_again", "checking", "searching"})
#: The same, seen by the parent, who has not said since when: no clock is counted from them
SEEN = frozenset({"seen_checking", "seen_searching"})
#: Stages that say no, or wait for the parent
TROUBLED = frozenset({"manual", "not_found", "failed"})


class Seen(NamedTuple):
    """What a rule may look at."""

    book: Book
    session: Session
    known: Known
    now: datetime

    @property
    def child(self) -> Child | None:
        """Give the child spoken of."""
        return self.known.child(self.session.child)

    @property
    def today(self) -> date:
        """Give the day it is where the school is."""
        return self.now.astimezone(self.book.calendar.zone).date()

    def stage(self, track: str, about: str = "") -> Stage | None:
        """Give the child's newest record of a track."""
        return self.child.stage(track, about) if self.child else None

    def is_at(self, track: str, stages: set[str] | frozenset[str], about: str = "") -> bool:
        """Tell whether the child's newest record of a track is one of `stages`."""
        found = self.stage(track, about)
        return found is not None and found.stage in stages


Rule = Callable[[Seen], bool]
RULES: dict[str, Rule] = {}


def rule(ask: Rule) -> Rule:
    """Make a function a rule under its own name."""
    RULES[ask.__name__] = ask
    return ask


def seen_ticket_is(seen: Seen, states: set[str]) -> bool:
    """Tell whether the ticket told is in one of `states`."""
    ticket = seen.known.ticket(seen.session.told.get("ticket", ""))
    return ticket is not None and ticket.state in states


def days_since(seen: Seen, started: date) -> int:
    """Give the number of calendar days passed since a day; 0 on that very day."""
    return (seen.today - started).days


def sent_on(seen: Seen) -> date | None:
    """Give the day the check began: told, else the one recorded for the document told."""
    told = seen.session.told.get("sent_on")
    if told:
        return date.fromisoformat(told)
    running = seen.stage("documents", seen.session.told.get("document", ""))
    return running.on if running and running.stage in RUNNING else None


# Who speaks


@rule
def agreed(seen: Seen) -> bool:
    """The person gave the consent that is in force."""
    return seen.known.consent == CONSENT_VERSION


@rule
def has_child(seen: Seen) -> bool:
    """A child is spoken of."""
    return seen.child is not None


@rule
def no_child(seen: Seen) -> bool:
    """No child has been told of yet."""
    return seen.child is None


@rule
def several_children(seen: Seen) -> bool:
    """The person has more than one child here."""
    return len(seen.known.children) > 1


@rule
def no_class(seen: Seen) -> bool:
    """Nothing ties the person to a class: no child of theirs is in one, and they are not staff."""
    return not any(child.klass for child in seen.known.children) and not seen.known.hats


@rule
def is_staff(seen: Seen) -> bool:
    """The person is staff of a school."""
    return seen.known.wears("staff")


@rule
def is_teacher(seen: Seen) -> bool:
    """The person is a class teacher."""
    return seen.known.wears("teacher")


@rule
def has_code(seen: Seen) -> bool:
    """A code was told: typed, or brought by the link."""
    return bool(seen.session.told.get("code"))


@rule
def code_of_staff(seen: Seen) -> bool:
    """The code just taken made the person staff or a class teacher."""
    return seen.session.told.get("kind") in {"staff", "teacher"}


@rule
def code_of_installation(seen: Seen) -> bool:
    """The code just taken is the installation's own: its bearer opens a school."""
    return seen.session.told.get("kind") == "installation"


@rule
def code_of_child(seen: Seen) -> bool:
    """The code just taken let a second parent in to a child."""
    return seen.session.told.get("kind") == "child"


@rule
def already_in_class(seen: Seen) -> bool:
    """The person already has a child in the class of the code."""
    return any(child.klass == seen.session.told.get("klass") for child in seen.known.children)


@rule
def muted(seen: Seen) -> bool:
    """The person stopped the reminders."""
    return seen.known.muted


@rule
def not_muted(seen: Seen) -> bool:
    """Reminders come."""
    return not seen.known.muted


@rule
def knows_person(seen: Seen) -> bool:
    """Anything beyond the chat is kept: a consent, a child, a hat."""
    return bool(seen.known.consent or seen.known.children or seen.known.hats)


# How far the child is


@rule
def nothing_known(seen: Seen) -> bool:
    """Nothing has been recorded about the child yet."""
    return seen.child is None or not seen.child.stages


@rule
def no_card(seen: Seen) -> bool:
    """Something is known, but no card yet."""
    return not nothing_known(seen) and seen.stage("documents") is None


@rule
def check_not_sent(seen: Seen) -> bool:
    """There is a card, and no document's check has been told of."""
    return seen.stage("documents") is not None and not any(seen.stage("documents", d) for d in DOCUMENTS)


@rule
def documents_verified(seen: Seen) -> bool:
    """Both documents are verified (F28, F79), or an account stands, which needs them verified."""
    return account_made(seen) or all(seen.is_at("documents", {"verified"}, d) for d in DOCUMENTS)


@rule
def check_running(seen: Seen) -> bool:
    """A document was told of, and not both are verified."""
    return any(seen.stage("documents", d) for d in DOCUMENTS) and not documents_verified(seen)


@rule
def document_verified(seen: Seen) -> bool:
    """The document spoken of is verified, or the account stands."""
    about = seen.session.told.get("document", "")
    return account_made(seen) or seen.is_at("documents", {"verified"}, about)


@rule
def account_made(seen: Seen) -> bool:
    """The child has an account."""
    return seen.stage("account") is not None


@rule
def account_next(seen: Seen) -> bool:
    """The documents are verified and there is no account yet."""
    return documents_verified(seen) and not account_made(seen)


@rule
def account_unfinished(seen: Seen) -> bool:
    """The account was begun and its password is not set (п. 3.3, шаг 6)."""
    return account_made(seen) and not account_finished(seen)


@rule
def account_finished(seen: Seen) -> bool:
    """The child's account has its password."""
    return seen.is_at("account", {"finished"})


# Clocks (C1, C2)


@rule
def past_the_usual(seen: Seen) -> bool:
    """More working days have passed since the check began than it usually takes (F45)."""
    began = sent_on(seen)
    return began is not None and _past(seen, began, "check_usual")


@rule
def past_the_limit(seen: Seen) -> bool:
    """The longest term of the check is over: today is day 31 or later (F29, C1)."""
    began = sent_on(seen)
    return began is not None and _past(seen, began, "check_limit")


@rule
def past_autoupdate(seen: Seen) -> bool:
    """Auto-update should be off by now: five calendar days have passed (F23)."""
    asked = seen.stage("documents", "autoupdate")
    return asked is not None and _past(seen, asked.on, "autoupdate_off_limit")


def _past(seen: Seen, began: date, term: str) -> bool:
    noon = datetime.combine(began, datetime.min.time(), seen.book.calendar.zone).replace(hour=12)
    ends = seen.book.calendar.due(noon, seen.book.terms[term])
    return seen.today >= ends.astimezone(seen.book.calendar.zone).date()


# The map


@rule
def stranger(seen: Seen) -> bool:
    """Nothing beyond the chat is kept yet."""
    return not knows_person(seen)


@rule
def begins(seen: Seen) -> bool:
    """There is something to begin: a code was told, or nothing is known of the person yet."""
    return has_code(seen) or stranger(seen)


@rule
def where_unknown(seen: Seen) -> bool:
    """Nothing is recorded, of a child or of somebody who is here as a parent."""
    return nothing_known(seen) and (has_child(seen) or not seen.known.hats)


@rule
def card_ahead(seen: Seen) -> bool:
    """Something is known of the child, but neither a card, nor a status, nor an account."""
    begun = account_made(seen) or any(seen.stage("documents", about) for about in ("", *DOCUMENTS))
    return not nothing_known(seen) and not begun


@rule
def step_ahead(seen: Seen) -> bool:
    """What comes next is known, and it is not to wait for a check."""
    return not nothing_known(seen) and not check_running(seen)


# The document spoken of


@rule
def about_birth(seen: Seen) -> bool:
    """The birth certificate is spoken of."""
    return seen.session.told.get("document") == "birth"


@rule
def about_snils(seen: Seen) -> bool:
    """The СНИЛС is spoken of."""
    return seen.session.told.get("document") == "snils"


@rule
def other_not_verified(seen: Seen) -> bool:
    """The other of the two documents is not known to be verified (F28)."""
    other = {"birth": "snils", "snils": "birth"}.get(seen.session.told.get("document", ""), "")
    return not seen.is_at("documents", {"verified"}, other)


# People who answer


@rule
def nobody_there(seen: Seen) -> bool:
    """Nobody of the school can be reached through the bot."""
    return not seen.known.staffed


@rule
def somebody_there(seen: Seen) -> bool:
    """Somebody of the school can be reached through the bot."""
    return seen.known.staffed


@rule
def something_to_tell(seen: Seen) -> bool:
    """The school would learn something of the question even without the person's own words."""
    return not nothing_known(seen) or bool(seen.session.found)


@rule
def has_open_ticket(seen: Seen) -> bool:
    """The person has a question that is not closed."""
    return any(ticket.mine and ticket.state != "closed" for ticket in seen.known.tickets)


@rule
def ticket_is_open(seen: Seen) -> bool:
    """The ticket spoken of waits for somebody to take it."""
    return seen_ticket_is(seen, {"open"})


@rule
def ticket_is_mine(seen: Seen) -> bool:
    """The person themselves took the ticket spoken of."""
    ticket = seen.known.ticket(seen.session.told.get("ticket", ""))
    return ticket is not None and ticket.state in {"taken", "answered"} and ticket.taken_by == seen.known.person


@rule
def ticket_is_closed(seen: Seen) -> bool:
    """The ticket spoken of is closed."""
    return seen_ticket_is(seen, {"closed"})


@rule
def has_draft(seen: Seen) -> bool:
    """Something was written for the ticket."""
    return bool(seen.session.told.get("draft"))


# The steps of the card, the status and its clock


@rule
def has_card(seen: Seen) -> bool:
    """The child's card is there: it was told of, or something that needs it was (F17, F28)."""
    return any(seen.stage("documents", about) for about in ("", *DOCUMENTS)) or account_made(seen)


@rule
def parent_confirmed(seen: Seen) -> bool:
    """The parent said that their own account is confirmed (F18)."""
    return seen.session.found.get("parent_account") == "confirmed"


@rule
def looks_for_button(seen: Seen) -> bool:
    """The person has begun to find out why there is no «Создать» (B3)."""
    return "place" in seen.session.found


@rule
def card_not_told(seen: Seen) -> bool:
    """Nothing told so far says that the child has a card."""
    return not has_card(seen)


@rule
def status_is_manual(seen: Seen) -> bool:
    """The status just named is «введены вручную»."""
    return seen.session.told.get("status") == "manual"


@rule
def status_is_not_found(seen: Seen) -> bool:
    """The status just named is that the document was not found."""
    return seen.session.told.get("status") == "not_found"


@rule
def status_is_searching(seen: Seen) -> bool:
    """The status just named is the search."""
    return seen.session.told.get("status") == "searching"


@rule
def status_is_failed(seen: Seen) -> bool:
    """The status just named is one that says no, in words nobody has checked (B2)."""
    return seen.session.told.get("status") == "failed"


@rule
def status_is_long(seen: Seen) -> bool:
    """No status was named: the check merely takes long."""
    return seen.session.told.get("status") == "long"


@rule
def status_is_again(seen: Seen) -> bool:
    """The document was sent once more: «again» after «введены вручную» (F81), «resent» after a refusal."""
    return seen.session.told.get("status") in {"again", "resent"}


@rule
def status_was_manual(seen: Seen) -> bool:
    """The document spoken of was last known as «введены вручную»."""
    return seen.is_at("documents", {"manual"}, seen.session.told.get("document", ""))


@rule
def nothing_new(seen: Seen) -> bool:
    """The status just named is not to be kept: nobody agreed, it was kept today, or what is kept says more."""
    if not agreed(seen) or account_made(seen) or (no_child(seen) and seen.known.hats):
        return True
    told = seen.session.told
    kept, named = seen.stage("documents", told.get("document", "")), told.get("status", "")
    if kept is None or kept.stage == "verified":
        return kept is not None
    if named in TROUBLED:
        return (kept.stage, kept.on) == (named, seen.today) or (named, kept.stage) == ("manual", "sent_again")
    same = {"checking": {"seen_checking"}, "searching": {"seen_searching"}}.get(named, SEEN)
    return kept.stage in RUNNING or (kept.stage in same and kept.on == seen.today)


@rule
def check_was_seen(seen: Seen) -> bool:
    """The document spoken of was seen being checked, and the day it was sent is not told."""
    return seen.is_at("documents", SEEN, seen.session.told.get("document", ""))


@rule
def check_began(seen: Seen) -> bool:
    """It is known when the document spoken of was sent."""
    return sent_on(seen) is not None


@rule
def sent_again_lap(seen: Seen) -> bool:
    """The document spoken of is on its second lap: sent again after «введены вручную» (C3)."""
    sent_again = seen.is_at("documents", {"sent_again"}, seen.session.told.get("document", ""))
    switched = seen.stage("documents", "autoupdate") is not None
    return sent_again and (switched or seen.session.told.get("status") == "again")


@rule
def spoken_for(seen: Seen) -> bool:
    """Nobody need be asked: the document is verified, or the other one, of the same day, is asked about instead.

    Both are sent together by the card (F28); one question at a time is enough, and its answer leads to the other.
    The one whose clock is known is asked about, of equal ones the certificate.
    """
    if document_verified(seen):
        return True
    about = seen.session.told.get("document", "")
    drawn = {each: seen.stage("documents", each) for each in DOCUMENTS}
    days = {stage.on for stage in drawn.values() if stage and stage.stage in RUNNING | SEEN}
    if len(days) != 1 or any(stage is None or stage.stage not in RUNNING | SEEN for stage in drawn.values()):
        return False
    counted = [each for each, stage in drawn.items() if stage and stage.stage in RUNNING]
    return about != (*counted, *DOCUMENTS)[0]


@rule
def trouble_over(seen: Seen) -> bool:
    """The document spoken of has no trouble any more, as far as we were told."""
    about = seen.session.told.get("document", "")
    return account_made(seen) or not seen.is_at("documents", TROUBLED, about)


@rule
def trouble_spoken_for(seen: Seen) -> bool:
    """Nobody need be asked: the trouble is over, or it is the СНИЛС, and the certificate's of the same day is asked."""
    birth, snils = (seen.stage("documents", about) for about in DOCUMENTS)
    together = birth is not None and snils is not None and birth.stage in TROUBLED and birth.on == snils.on
    return trouble_over(seen) or (about_snils(seen) and together)


@rule
def autoupdate_settled(seen: Seen) -> bool:
    """Auto-update is off as far as we were told, or the way has gone past it."""
    return account_made(seen) or seen.is_at("documents", {"off"}, "autoupdate")


@rule
def autoupdate_switching(seen: Seen) -> bool:
    """Auto-update is being switched off, as far as we were told."""
    return seen.is_at("documents", {"switching_off"}, "autoupdate")


@rule
def autoupdate_going(seen: Seen) -> bool:
    """Auto-update is being switched off, and the way still needs it off."""
    needed = not documents_verified(seen) or looks_for_button(seen)
    return autoupdate_switching(seen) and needed and not account_made(seen)


@rule
def manual_while_switching(seen: Seen) -> bool:
    """The status just named is «введены вручную», and auto-update is already being switched off for it."""
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
    """Every question about the missing «Создать» was answered once, down to the last (B3)."""
    return "who" in seen.session.found
