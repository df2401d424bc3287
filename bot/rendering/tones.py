"""The tone of a button: a press that sends something to people, or that deletes something, looks different in VK.

The tone follows from the book: it is the command that the press runs, on the way to the next screen.
"""

from collections.abc import Iterator
from functools import lru_cache

from bot.messages.screen import DELETES, PLAIN, SENDS, Tone
from flows.book.effect_specs import DoSpec
from flows.book.flow import State, Target
from flows.book.model import Book

#: The commands and effects that send something to other people.
SENDING = frozenset({
    "open_ticket", "answer_ticket", "send_broadcast", "repeat_broadcast", "fix_broadcast",
    "send_order", "remind_of_order",
})  # fmt: skip
#: Those that delete or end something that a person cannot get back with one press.
DELETING = frozenset({
    "forget", "unlink_chats", "remove_family", "remove_teacher", "leave_class", "end_class_code", "stop_broadcast",
    "cancel_deadline", "end_order",
})  # fmt: skip
STEPS = 6  #: states between a press and the next screen, at most


@lru_cache(maxsize=4096)
def tone(book: Book, flow: str, state: str, key: str) -> Tone:
    """Return what a press of the button `key` does to other people or to stored data."""
    spec = book.state(flow, state)
    way = spec.buttons.get(key) if spec else None
    run = set(_run(book, flow, way, STEPS)) if way else set()
    return DELETES if run & DELETING else SENDS if run & SENDING else PLAIN


def _run(book: Book, flow: str, way: Target, steps: int) -> Iterator[str]:
    # the commands run on the way up to the next screen, in every branch
    flow, _, state = way.open.partition("/") if way.open else (flow, "", way.go or "")
    spec = book.state(flow, state or (book.flows[flow].start if flow in book.flows else ""))
    if spec is None or not steps or not (spec.branch or spec.then or spec.do):
        return
    yield from _named(spec)
    if not spec.answers:
        for after in (*spec.branch, *((spec.then,) if spec.then else ())):
            yield from _run(book, flow, after, steps - 1)


def _named(spec: State) -> Iterator[str]:
    yield from (each.command if isinstance(each, DoSpec) else each.effect for each in spec.do)
