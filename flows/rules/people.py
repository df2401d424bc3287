"""Rules about the person: consent, roles, children, access codes."""

from flows.book.model import CONSENT_VERSION
from flows.context.consent import goes_without
from flows.context.rule_context import RuleContext
from flows.rules.registry import rule


@rule
def agreed(context: RuleContext) -> bool:
    """The person agreed to the current version of the consent text."""
    return context.known.consent == CONSENT_VERSION


@rule
def goes_on_without(context: RuleContext) -> bool:
    """The person can continue past the state that waits for consent without agreeing; nothing is recorded then."""
    pending = [place for place in context.session.asides if place.enter]
    spec = context.book.state(pending[-1].flow, pending[-1].state) if pending else None
    return spec is not None and goes_without(spec)


@rule
def has_child(context: RuleContext) -> bool:
    """The conversation is about one child, the current child of the session."""
    return context.child is not None


def no_child(context: RuleContext) -> bool:
    """The conversation is not about a child: the session has no current child."""
    return context.child is None


@rule
def several_children(context: RuleContext) -> bool:
    """More than one child of the person is stored."""
    return len(context.known.children) > 1


@rule
def one_child(context: RuleContext) -> bool:
    """Exactly one child of the person is stored."""
    return len(context.known.children) == 1


@rule
def in_other_class(context: RuleContext) -> bool:
    """The redeemed code is for a class, and a child of the person is in another class.

    False if the person said that the code is for one more child.
    """
    klass = context.session.slots.get("klass", "")
    return (
        bool(klass)
        and "another" not in context.session.slots
        and any(child.klass not in {"", klass} for child in context.known.children)
    )


@rule
def no_class(context: RuleContext) -> bool:
    """The person has no child in a class and no role at a school."""
    return not any(child.klass for child in context.known.children) and not context.known.roles


@rule
def is_staff(context: RuleContext) -> bool:
    """The person is staff of a school."""
    return context.known.has_role("staff")


@rule
def is_teacher(context: RuleContext) -> bool:
    """The person is a class teacher."""
    return context.known.has_role("teacher")


@rule
def several_classes(context: RuleContext) -> bool:
    """The person is a class teacher of more than one class."""
    return sum(role.kind == "teacher" for role in context.known.roles) > 1


@rule
def teaches(context: RuleContext) -> bool:
    """The person teaches the class that the slot `klass` names."""
    return context.known.teaches(context.session.slots.get("klass", ""))


@rule
def lets_in(context: RuleContext) -> bool:
    """The person may invite a substitute: they are the permanent teacher of the class in the slot `klass`."""
    klass = context.session.slots.get("klass", "")
    return any(role.kind == "teacher" and role.klass == klass and not role.until for role in context.known.roles)


@rule
def teaches_still(context: RuleContext) -> bool:
    """The person still teaches the class that the slot `class_name` names.

    A former substitute still teaches it if the substitution was prolonged or became permanent.
    """
    return any(
        role.kind == "teacher" and role.class_name == context.session.slots.get("class_name")
        for role in context.known.roles
    )


@rule
def has_code(context: RuleContext) -> bool:
    """The person has an access code, typed or from a link."""
    return bool(context.session.slots.get("code"))


@rule
def code_of_staff(context: RuleContext) -> bool:
    """The redeemed code made the person a member of staff or a class teacher."""
    return context.session.slots.get("kind") in {"staff", "teacher"}


@rule
def code_of_teacher(context: RuleContext) -> bool:
    """The redeemed code made the person a class teacher, perhaps for a while."""
    return context.session.slots.get("kind") == "teacher"


@rule
def works_here(context: RuleContext) -> bool:
    """The person has a role at a school, or is the installer."""
    return bool(context.known.roles)


@rule
def code_of_installation(context: RuleContext) -> bool:
    """The redeemed code belongs to the installation of the bot, so the person may add a school."""
    return context.session.slots.get("kind") == "installation"


@rule
def code_of_child(context: RuleContext) -> bool:
    """The redeemed code made the person the second parent of a child."""
    return context.session.slots.get("kind") == "child"


@rule
def code_of_number(context: RuleContext) -> bool:
    """The redeemed code was on a family's slip. It gave a family number to a child who was already in the class."""
    return context.session.slots.get("kind") == "number"


@rule
def code_of_link(context: RuleContext) -> bool:
    """The code was made in another chat, which can be linked to this person."""
    return context.session.slots.get("kind") == "link"


@rule
def already_in_class(context: RuleContext) -> bool:
    """The person already has a child in the class of the code."""
    return any(child.klass == context.session.slots.get("klass") for child in context.known.children)


@rule
def muted(context: RuleContext) -> bool:
    """The person switched off the reminders that the bot sends to them."""
    return context.known.muted


@rule
def not_muted(context: RuleContext) -> bool:
    """The person has not switched off the reminders that the bot sends to them."""
    return not context.known.muted


@rule
def knows_person(context: RuleContext) -> bool:
    """Something is stored about the person: a consent, a child or a role."""
    return bool(context.known.consent or context.known.children or context.known.roles)
