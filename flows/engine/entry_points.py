"""From a recognised intent to the state that answers it: its entry point."""

from collections.abc import Mapping

from flows.book.model import GUESS, EntryPoint
from flows.engine.builder import TurnBuilder
from flows.nlu.intents import RecognisedIntent
from flows.nlu.message import said_of
from flows.nlu.signature import signature_of
from flows.privacy.plain import CROSSED
from flows.reading import waited


def recognised(builder: TurnBuilder, text: str) -> list[RecognisedIntent]:
    """Give the intents recognised in a text that have an entry point, the likeliest first."""
    heard = builder.book.classifier.classify(text.replace(CROSSED, " "), builder.known.examples)
    return [each for each in heard if each.intent in builder.book.entry_points]


def through(builder: TurnBuilder, entry_point: EntryPoint, heard: RecognisedIntent, text: str) -> None:
    """Open the entry point of an intent, with the slots of the text and, within the same flow, those set before."""
    before = builder.session.slots if entry_point.flow == builder.session.flow else {}
    builder.note("everywhere/heard")
    label = builder.book.label(*GUESS, heard.intent)
    slots = _taken(builder, entry_point, {**before, **heard.entities, **_since(builder, text)})
    builder.leave(f"{entry_point.flow}/{entry_point.state}", {**slots, "heard": label}, entry_point=True)


def chosen(builder: TurnBuilder, entry_point: EntryPoint) -> None:
    """Open the entry point that was picked from the guesses."""
    builder.leave(
        f"{entry_point.flow}/{entry_point.state}", _taken(builder, entry_point, builder.session.slots), entry_point=True
    )


def guess(builder: TurnBuilder, heard: list[RecognisedIntent], text: str) -> None:
    """Offer the intents to choose from. Of the text only its signature is kept, for when none of them is right."""
    said = said_of(builder.book.classifier.tongue, text.replace(CROSSED, " "))
    slots = {**heard[0].entities, **_since(builder, text), "shape": signature_of(said, builder.book.classifier.tongue)}
    builder.leave("/".join(GUESS), {**slots, "guesses": ",".join(each.intent for each in heard)})


def _taken(builder: TurnBuilder, entry_point: EntryPoint, slots: Mapping[str, str]) -> dict[str, str]:
    # the slots that the flow accepts, and those that the entry point sets
    takes = builder.book.flows[entry_point.flow].takes
    return {**{word: value for word, value in slots.items() if word in takes}, **entry_point.slots}


def _since(builder: TurnBuilder, text: str) -> dict[str, str]:
    since = waited.since(builder.book.classifier.tongue.plain(text), builder.seen.today)
    return {"sent_on": since.isoformat()} if since else {}
