"""The targets to which a state can lead (`Target`): the choice by rules, and the slots that are passed on."""

from collections.abc import Mapping

from flows.book.flow import Responsible, State, Target
from flows.book.model import Book
from flows.context.rule_context import RuleContext
from flows.rules import RULES
from flows.values.session import Session

HUMAN = "human"  #: the flow where a parent asks a human
OFFICES: Mapping[str, Responsible] = {"birth": "zags", "snils": "sfr"}  #: {slot `document`: the office that issued it}


def holds(way: Target, context: RuleContext) -> bool:
    """Return whether a target may be followed: it has no rule (`when`), or its rule is true."""
    return way.when is None or RULES[way.when](context)


def branch(spec: State, context: RuleContext) -> Target | None:
    """Return the first target of `branch:` that may be followed, else the target of `then:`; None if there is none."""
    for way in spec.branch:
        if holds(way, context):
            return way
    return spec.then


def own_buttons(spec: State, context: RuleContext) -> tuple[str, ...]:
    """Return the keys of the state's buttons that this person may see: without a rule (`when`), or with a true rule."""
    return tuple([key for key, way in spec.buttons.items() if way.when is None or RULES[way.when](context)])


def handed(session: Session, way: Target) -> dict[str, str]:
    """Return the slots passed to the flow that a target opens: those in `hand:` that are set, and its constants."""
    slots = session.slots
    return {**{word: slots[word] for word in way.hand if word in slots}, **way.gives, **way.tell}


def responsible(book: Book, session: Session, opened: str) -> dict[str, str]:
    """Return the slot `mends`, which names who is responsible for the problem on the current screen (D7).

    Empty unless `opened` is the flow where a parent asks a human.
    """
    here = book.state(session.flow, session.state) if opened == HUMAN else None
    if here is None:
        return {}
    who = here.responsible or book.flows[session.flow].responsible
    if who == "office":
        who = OFFICES.get(session.slots.get("document", ""), "gosuslugi")
    return {"mends": who} if who else {}


def heard(session: Session) -> dict[str, str]:
    """Return the slot `heard` (label of the recognised intent) if the next screen shows it; else no slots."""
    label = session.slots.get("heard") if "everywhere/heard" in session.notes else None
    return {"heard": label} if label else {}
