"""Rules about the child's progress after the account: the diary, «Моя школа», Сферум."""

from flows.context.permissions import may_stand
from flows.context.rule_context import REQUESTED, SETTLED, RuleContext
from flows.rules.progress import account_finished, account_made, documents_verified
from flows.rules.registry import rule
from flows.rules.steps import has_card
from flows.rules.without import extract_given


@rule
def diary_entered(context: RuleContext) -> bool:
    """The parent has logged in to the diary through Госуслуги."""
    return context.is_at("diary", {"entered"})


@rule
def diary_settled(context: RuleContext) -> bool:
    """The parent has logged in to the diary, or opted out of it."""
    return context.is_at("diary", SETTLED)


@rule
def myschool_requested(context: RuleContext) -> bool:
    """A request in «Моя школа» was sent, and the school has not answered all of it yet (F76)."""
    return context.is_at("myschool", REQUESTED)


@rule
def myschool_joined(context: RuleContext) -> bool:
    """The school approved both requests in «Моя школа»: for the parent and for the child (F77)."""
    return context.is_at("myschool", {"joined"})


@rule
def myschool_settled(context: RuleContext) -> bool:
    """The family has joined «Моя школа», or the parent opted out of it."""
    return context.is_at("myschool", SETTLED)


@rule
def sferum_requested(context: RuleContext) -> bool:
    """A request to join Сферум was sent, and nobody has approved it yet (F58)."""
    return context.is_at("sferum", REQUESTED)


@rule
def sferum_settled(context: RuleContext) -> bool:
    """The family has joined Сферум, or the parent opted out of it."""
    return context.is_at("sferum", SETTLED)


@rule
def diary_next(context: RuleContext) -> bool:
    """The account is ready, and the parent has neither logged in to the diary nor opted out of it."""
    return account_finished(context) and not diary_settled(context)


@rule
def myschool_next(context: RuleContext) -> bool:
    """«Моя школа» can be done next: the account is ready, no request waits or was approved, and there is no opt-out."""
    return account_finished(context) and not myschool_settled(context) and not myschool_requested(context)


@rule
def sferum_next(context: RuleContext) -> bool:
    """Сферум can be done next: the account is ready, no request waits or was approved, and there is no opt-out."""
    return account_finished(context) and not sferum_settled(context) and not sferum_requested(context)


@rule
def diary_stuck(context: RuleContext) -> bool:
    """The account is ready, and the parent could not log in to the diary."""
    return account_finished(context) and context.is_at("diary", {"trouble"})


@rule
def myschool_stuck(context: RuleContext) -> bool:
    """The account is ready, but the school declined a request in «Моя школа» or approved only one of two (F76)."""
    return account_finished(context) and context.is_at("myschool", {"half", "declined"})


@rule
def sferum_stuck(context: RuleContext) -> bool:
    """The account is ready, and the school declined the request to join Сферум (F58)."""
    return account_finished(context) and context.is_at("sferum", {"declined"})


def all_done(context: RuleContext) -> bool:
    """For every step of the child: it is done, or the parent opted out of it."""
    return (
        account_finished(context) and diary_settled(context) and myschool_settled(context) and sferum_settled(context)
    )


@rule
def guide_over(context: RuleContext) -> bool:
    """The goal of the guide that the slot `guide` names is reached, or the person no longer has the role it is for."""
    return is_over(context, context.session.slots.get("guide", ""))


def is_over(context: RuleContext, guide: str) -> bool:
    """Return whether the goal of a guide is reached, or the person no longer has the role that the guide is for."""
    flow, over = context.book.flows.get(guide), _OVER.get(guide)
    closed = flow is not None and not may_stand(flow, context.known)
    return closed or (over is not None and over(context))


_OVER = {
    "card": has_card,
    "account": account_finished,
    "foreign": account_made,
    "no_button": account_made,
    "autoupdate": documents_verified,
    "parent": account_made,
    "teen": account_finished,
    "diary": diary_settled,
    "extract": extract_given,
    "myschool": myschool_settled,
    "sferum": sferum_settled,
}
