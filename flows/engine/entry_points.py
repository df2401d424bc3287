"""Finding and opening the entry point of a recognised intent: the state that answers it."""

from collections.abc import Mapping

from flows.book.model import GUESS, EntryPoint
from flows.engine.builder import TurnBuilder
from flows.nlu.intents import RecognisedIntent
from flows.nlu.message import said_of
from flows.nlu.signature import signature_of
from flows.privacy.plain import CROSSED
from flows.reading import waited


def recognised(builder: TurnBuilder, text: str) -> list[RecognisedIntent]:
    """Return the recognised intents of a text, the likeliest first. Intents without an entry point are left out."""
    intents = builder.book.classifier.classify(text.replace(CROSSED, " "), builder.known.examples)
    return [each for each in intents if each.intent in builder.book.entry_points]


def through(builder: TurnBuilder, entry_point: EntryPoint, intent: RecognisedIntent, text: str) -> None:
    """Open the entry point of a recognised intent.

    Its state gets the slots read from `text`. If the state is in the current flow, it also gets the current slots.
    """
    before = builder.session.slots if entry_point.flow == builder.session.flow else {}
    builder.note("everywhere/heard")
    label = builder.book.label(*GUESS, intent.intent)
    slots = _taken(builder, entry_point, {**before, **intent.entities, **_since(builder, text)})
    builder.leave(f"{entry_point.flow}/{entry_point.state}", {**slots, "heard": label}, entry_point=True)


def chosen(builder: TurnBuilder, entry_point: EntryPoint) -> None:
    """Open the entry point of the intent that the person chose from the guessed ones."""
    builder.leave(
        f"{entry_point.flow}/{entry_point.state}", _taken(builder, entry_point, builder.session.slots), entry_point=True
    )


def guess(builder: TurnBuilder, intents: list[RecognisedIntent], text: str) -> None:
    """Ask the person which of the recognised intents is meant.

    The session stores the signature of the text, not the text. If the person rejects all intents, the signature is
    counted as unrecognised.
    """
    said = said_of(builder.book.classifier.tongue, text.replace(CROSSED, " "))
    slots = {
        **intents[0].entities,
        **_since(builder, text),
        "shape": signature_of(said, builder.book.classifier.tongue),
    }
    builder.leave("/".join(GUESS), {**slots, "guesses": ",".join(each.intent for each in intents)})


def _taken(builder: TurnBuilder, entry_point: EntryPoint, slots: Mapping[str, str]) -> dict[str, str]:
    # the slots that the flow accepts, and those that the entry point sets
    takes = builder.book.flows[entry_point.flow].takes
    return {**{word: value for word, value in slots.items() if word in takes}, **entry_point.slots}


def _since(builder: TurnBuilder, text: str) -> dict[str, str]:
    since = waited.since(builder.book.classifier.tongue.plain(text), builder.context.today)
    return {"sent_on": since.isoformat()} if since else {}
