"""The ways out of a state: which of them are open, and the slots they pass on."""

from flows.book.flow import State, Target
from flows.book.model import Book
from flows.context.rule_context import RuleContext
from flows.rules import RULES
from flows.values.session import Session

HUMAN = "human"  #: the flow where a parent asks a human


def holds(way: Target, context: RuleContext) -> bool:
    """Tell whether a way is open: it names no rule, or its rule holds."""
    return way.when is None or RULES[way.when](context)


def branch(spec: State, context: RuleContext) -> Target | None:
    """Give the first open way of `branch:`, else `then:`."""
    for way in spec.branch:
        if holds(way, context):
            return way
    return spec.then


def own_buttons(spec: State, context: RuleContext) -> tuple[str, ...]:
    """Give the keys of the state's own buttons whose rules hold."""
    return tuple([key for key, way in spec.buttons.items() if way.when is None or RULES[way.when](context)])


def handed(session: Session, way: Target) -> dict[str, str]:
    """Give the slots a way passes to the flow it opens."""
    slots = session.slots
    return {**{word: slots[word] for word in way.hand if word in slots}, **way.gives, **way.tell}


def responsible(book: Book, session: Session, opened: str) -> dict[str, str]:
    """Give the slot that names who is responsible at the current state, when a parent asks for a human there (D7)."""
    here = book.state(session.flow, session.state) if opened == HUMAN else None
    if here is None:
        return {}
    responsible = here.responsible or book.flows[session.flow].responsible
    return {"mends": responsible} if responsible else {}


def heard(session: Session) -> dict[str, str]:
    """Keep the label of the recognised intent while the note that shows it still waits for a screen."""
    label = session.slots.get("heard") if "everywhere/heard" in session.notes else None
    return {"heard": label} if label else {}
