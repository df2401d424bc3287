"""The progress of the child after the account: the diary, «Моя школа», Сферум."""

from flows.context.permissions import may_stand
from flows.context.seen import REQUESTED, SETTLED, Seen
from flows.rules.progress import account_finished, account_made
from flows.rules.registry import rule
from flows.rules.steps import has_card
from flows.rules.without import extract_given


@rule
def diary_entered(seen: Seen) -> bool:
    """The diary was entered through Госуслуги."""
    return seen.is_at("diary", {"entered"})


@rule
def diary_settled(seen: Seen) -> bool:
    """The diary was entered, or the parent opted out of it."""
    return seen.is_at("diary", SETTLED)


@rule
def myschool_requested(seen: Seen) -> bool:
    """The request in «Моя школа» is sent, and the school has not approved both halves of it yet (F76)."""
    return seen.is_at("myschool", REQUESTED)


@rule
def myschool_joined(seen: Seen) -> bool:
    """Both requests in «Моя школа» are approved (F77)."""
    return seen.is_at("myschool", {"joined"})


@rule
def myschool_settled(seen: Seen) -> bool:
    """«Моя школа» is joined, or the parent opted out of it."""
    return seen.is_at("myschool", SETTLED)


@rule
def sferum_requested(seen: Seen) -> bool:
    """The request to Сферум is sent, and nobody has approved it yet (F58)."""
    return seen.is_at("sferum", REQUESTED)


@rule
def sferum_settled(seen: Seen) -> bool:
    """Сферум is joined, or the parent opted out of it."""
    return seen.is_at("sferum", SETTLED)


@rule
def diary_next(seen: Seen) -> bool:
    """The account is ready, and the diary has not been entered."""
    return account_finished(seen) and not diary_settled(seen)


@rule
def myschool_next(seen: Seen) -> bool:
    """The account is ready, and there is no request in «Моя школа», or only a declined one."""
    return account_finished(seen) and not myschool_settled(seen) and not myschool_requested(seen)


@rule
def sferum_next(seen: Seen) -> bool:
    """The account is ready, and there is no request to Сферум, or only a declined one."""
    return account_finished(seen) and not sferum_settled(seen) and not sferum_requested(seen)


@rule
def diary_stuck(seen: Seen) -> bool:
    """The account is ready, and they could not log in to the diary."""
    return account_finished(seen) and seen.is_at("diary", {"trouble"})


@rule
def myschool_stuck(seen: Seen) -> bool:
    """The account is ready, and the school declined a request in «Моя школа», or approved one of the two (F76)."""
    return account_finished(seen) and seen.is_at("myschool", {"half", "declined"})


@rule
def sferum_stuck(seen: Seen) -> bool:
    """The account is ready, and the school declined the request to Сферум (F58)."""
    return account_finished(seen) and seen.is_at("sferum", {"declined"})


def all_done(seen: Seen) -> bool:
    """All steps are done."""
    return account_finished(seen) and diary_settled(seen) and myschool_settled(seen) and sferum_settled(seen)


@rule
def guide_over(seen: Seen) -> bool:
    """The goal of the guide in the slot is reached, or the guide was for a role the person no longer has."""
    guide = seen.session.slots.get("guide", "")
    flow, over = seen.book.flows.get(guide), _OVER.get(guide)
    closed = flow is not None and not may_stand(flow, seen.known)
    return closed or (over is not None and over(seen))


_OVER = {
    "card": has_card,
    "account": account_finished,
    "foreign": account_made,
    "no_button": account_made,
    "diary": diary_settled,
    "extract": extract_given,
    "myschool": myschool_settled,
    "sferum": sferum_settled,
}
