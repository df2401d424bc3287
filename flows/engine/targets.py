"""The ways out of a state: whether a way is open, and the slots it passes on."""

from flows.book.flow import State, Target
from flows.book.model import Book
from flows.context.rule_context import RuleContext
from flows.rules import RULES
from flows.values.session import Session

HUMAN = "human"  #: the flow where a parent asks a human


def holds(way: Target, context: RuleContext) -> bool:
    """Return whether a way is open: it names no rule, or its rule holds."""
    return way.when is None or RULES[way.when](context)


def branch(spec: State, context: RuleContext) -> Target | None:
    """Return the first open way of `branch:`, else `then:`; None if there is neither."""
    for way in spec.branch:
        if holds(way, context):
            return way
    return spec.then


def own_buttons(spec: State, context: RuleContext) -> tuple[str, ...]:
    """Return the keys of the state's own buttons whose rules hold."""
    return tuple([key for key, way in spec.buttons.items() if way.when is None or RULES[way.when](context)])


def handed(session: Session, way: Target) -> dict[str, str]:
    """Return the slots a way passes to the flow it opens."""
    slots = session.slots
    return {**{word: slots[word] for word in way.hand if word in slots}, **way.gives, **way.tell}


def responsible(book: Book, session: Session, opened: str) -> dict[str, str]:
    """Return the slot that names who is responsible for the current state, if a human is asked for there (D7)."""
    here = book.state(session.flow, session.state) if opened == HUMAN else None
    if here is None:
        return {}
    responsible = here.responsible or book.flows[session.flow].responsible
    return {"mends": responsible} if responsible else {}


def heard(session: Session) -> dict[str, str]:
    """Return the slot with the label of the recognised intent, as long as the note that shows it is not shown yet."""
    label = session.slots.get("heard") if "everywhere/heard" in session.notes else None
    return {"heard": label} if label else {}
