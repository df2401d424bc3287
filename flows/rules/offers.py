"""Rules for the buttons of the main menu."""

from flows.context import guides
from flows.context.rule_context import DOCUMENTS, RuleContext
from flows.rules.people import has_child, has_code, knows_person
from flows.rules.progress import account_made, check_running, nothing_known
from flows.rules.registry import rule
from flows.rules.services import all_done, is_over


@rule
def stranger(context: RuleContext) -> bool:
    """Nothing is stored about the person."""
    return not knows_person(context)


@rule
def begins(context: RuleContext) -> bool:
    """The person can begin with the bot: they have an access code, or nothing is stored about them yet."""
    return has_code(context) or stranger(context)


@rule
def where_unknown(context: RuleContext) -> bool:
    """No progress of the child is recorded. False for a person who has a role at a school but no child."""
    return nothing_known(context) and (has_child(context) or not context.known.roles)


@rule
def card_ahead(context: RuleContext) -> bool:
    """Some progress of the child is recorded, but no card (page on Госуслуги) and nothing that needs a card."""
    begun = account_made(context) or any(context.stage("documents", about) for about in ("", *DOCUMENTS))
    return not nothing_known(context) and not begun


@rule
def guide_left(context: RuleContext) -> bool:
    """A guide was left half-way and its goal is ahead; the person has no role (their menu has no room for a button)."""
    return not context.known.roles and bool(latest_guide(context))


def latest_guide(context: RuleContext) -> str:
    """Return the name of the guide that was last left half-way and whose goal is still ahead; "" if there is none."""
    return guides.newest(context.book, context.session, lambda guide: is_over(context, guide))


@rule
def step_ahead(context: RuleContext) -> bool:
    """The child's next step can be done now: progress is recorded, steps are left, and no check of documents runs."""
    return not nothing_known(context) and not check_running(context) and not all_done(context)
