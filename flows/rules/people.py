"""The person: consent, roles, children, codes."""

from flows.book.model import CONSENT_VERSION
from flows.context.consent import goes_without
from flows.context.seen import Seen
from flows.rules.registry import rule


@rule
def agreed(seen: Seen) -> bool:
    """The person agreed to the current version of the consent."""
    return seen.known.consent == CONSENT_VERSION


@rule
def goes_on_without(seen: Seen) -> bool:
    """Only a record waits for consent, so the conversation can go on without it."""
    owed = [place for place in seen.session.asides if place.enter]
    spec = seen.book.state(owed[-1].flow, owed[-1].state) if owed else None
    return spec is not None and goes_without(spec)


@rule
def has_child(seen: Seen) -> bool:
    """There is a current child."""
    return seen.child is not None


def no_child(seen: Seen) -> bool:
    """There is no current child."""
    return seen.child is None


@rule
def several_children(seen: Seen) -> bool:
    """The person has more than one child here."""
    return len(seen.known.children) > 1


@rule
def one_child(seen: Seen) -> bool:
    """The person has exactly one child here."""
    return len(seen.known.children) == 1


@rule
def in_other_class(seen: Seen) -> bool:
    """The redeemed code is of another class than a child of the person is in, and it is not known for which child."""
    klass = seen.session.slots.get("klass", "")
    return (
        bool(klass)
        and "another" not in seen.session.slots
        and any(child.klass not in {"", klass} for child in seen.known.children)
    )


@rule
def no_class(seen: Seen) -> bool:
    """The person has no child in a class, and no role at a school."""
    return not any(child.klass for child in seen.known.children) and not seen.known.roles


@rule
def is_staff(seen: Seen) -> bool:
    """The person is staff of a school."""
    return seen.known.has_role("staff")


@rule
def is_teacher(seen: Seen) -> bool:
    """The person is a class teacher."""
    return seen.known.has_role("teacher")


@rule
def several_classes(seen: Seen) -> bool:
    """The person is a class teacher of more than one class."""
    return sum(role.kind == "teacher" for role in seen.known.roles) > 1


@rule
def teaches(seen: Seen) -> bool:
    """The person teaches the class in the slot."""
    return seen.known.teaches(seen.session.slots.get("klass", ""))


@rule
def lets_in(seen: Seen) -> bool:
    """The person is the permanent teacher of the class in the slot: a substitute may not let anybody in."""
    klass = seen.session.slots.get("klass", "")
    return any(role.kind == "teacher" and role.klass == klass and not role.until for role in seen.known.roles)


@rule
def teaches_still(seen: Seen) -> bool:
    """The person still teaches the class of that name: the end of their substitution was postponed or removed."""
    return any(
        role.kind == "teacher" and role.class_name == seen.session.slots.get("class_name") for role in seen.known.roles
    )


@rule
def has_code(seen: Seen) -> bool:
    """The person has a code, typed or from a link."""
    return bool(seen.session.slots.get("code"))


@rule
def code_of_staff(seen: Seen) -> bool:
    """The redeemed code made the person staff or a class teacher."""
    return seen.session.slots.get("kind") in {"staff", "teacher"}


@rule
def code_of_installation(seen: Seen) -> bool:
    """The redeemed code is that of the installation, which lets a person open a school."""
    return seen.session.slots.get("kind") == "installation"


@rule
def code_of_child(seen: Seen) -> bool:
    """The redeemed code made the person the second parent of a child."""
    return seen.session.slots.get("kind") == "child"


@rule
def code_of_number(seen: Seen) -> bool:
    """The redeemed slip gave a number to a child who was in the class already."""
    return seen.session.slots.get("kind") == "number"


@rule
def code_of_link(seen: Seen) -> bool:
    """The code is from another chat, which can be linked to this person."""
    return seen.session.slots.get("kind") == "link"


@rule
def already_in_class(seen: Seen) -> bool:
    """The person already has a child in the class of the code."""
    return any(child.klass == seen.session.slots.get("klass") for child in seen.known.children)


@rule
def muted(seen: Seen) -> bool:
    """The person stopped the reminders."""
    return seen.known.muted


@rule
def not_muted(seen: Seen) -> bool:
    """The person gets reminders."""
    return not seen.known.muted


@rule
def knows_person(seen: Seen) -> bool:
    """Something is stored about the person: a consent, a child or a role."""
    return bool(seen.known.consent or seen.known.children or seen.known.roles)
