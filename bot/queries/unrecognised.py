"""Unrecognised messages, and examples that a school attaches. Only staff see them; for others the results are empty."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.queries.context import QueryContext
from bot.queries.phrases import own, phrase
from bot.rendering.labels import signature_label, submitted_label
from flows.book.attaching import falls
from flows.book.topics import intents_of
from flows.nlu.signature import says_all, strange
from flows.values.events import Option

SHOWN = 4  #: the most texts shown that would be recognised wrongly


class Guessed(NamedTuple):
    """The label of an intent ("": no intent), and how often messages with one signature were classified as it."""

    label: str
    times: int


class SignatureSight(NamedTuple):
    """A signature as the staff see it: how often it occurred, since which day, and as which intents it was classified.

    `whole`: it has every word of its messages, so it can be attached to an intent as it is.
    """

    signature: str = ""
    times: int = 0
    since: date | None = None
    guesses: tuple[Guessed, ...] = ()
    whole: bool = False


class SubmittedSight(NamedTuple):
    """A submitted example, the label of the intent that its sender chose, and the day it was sent."""

    text: str = ""
    intent: str = ""
    at: date | None = None


class Topic(NamedTuple):
    """The label of an intent, and a description of it."""

    label: str
    about: str


class Would(NamedTuple):
    """A text that would be recognised wrongly if the example were attached, and the label of its correct intent."""

    label: str
    text: str


class AttachingSight(NamedTuple):
    """A text about to be attached to an intent, and the consequences of attaching it.

    `label`, `about`: the label and the description of the chosen intent. `now`: the label of the intent as which the
    text is classified today, empty if that is the chosen one or none. `strange`: words that occur in no phrase of the
    book. `falls`: texts that would be recognised wrongly if this one were attached, up to SHOWN of them. `fallen`: how
    many there are in all.
    """

    text: str = ""
    label: str = ""
    about: str = ""
    now: str = ""
    strange: tuple[str, ...] = ()
    falls: tuple[Would, ...] = ()
    fallen: int = 0


class ExampleSight(NamedTuple):
    """An attached text, the label of its intent, and the day it was attached."""

    text: str = ""
    label: str = ""
    at: date | None = None


async def signatures(context: QueryContext) -> tuple[Option, ...]:
    """List the unrecognised messages of the person's school, the most frequent first."""
    found = await context.work.unrecognised.top(context.person, context.now)
    return tuple(Option(each.key, signature_label(each.signature, each.times)) for each in found)


async def submitted_examples(context: QueryContext) -> tuple[Option, ...]:
    """List the examples that people submitted to the person's school."""
    found = await context.work.submitted_examples.of_school(context.person)
    return tuple(Option(each.id, submitted_label(each.text)) for each in found)


async def examples(context: QueryContext) -> tuple[Option, ...]:
    """List the texts that the person's school attached."""
    return tuple(
        Option(each.id, submitted_label(each.text)) for each in await context.work.examples.attached(context.person)
    )


async def signature(context: QueryContext) -> SignatureSight:
    """Return the signature that the slot `miss` names; empty if it was dropped or this person may not see it."""
    found = await context.work.unrecognised.one(context.slot("miss"), context.person, context.now)
    if found is None:
        return SignatureSight()
    guesses = tuple(Guessed(context.book.called(intent), count) for intent, count in found.guesses)
    return SignatureSight(found.signature, found.times, found.since, guesses, says_all(found.signature))


async def submitted(context: QueryContext) -> SubmittedSight:
    """Return the submitted example that the slot `lesson` names; empty if dropped or if this person may not see it."""
    found = await context.work.submitted_examples.one(context.slot("lesson"), context.person)
    if found is None:
        return SubmittedSight()
    return SubmittedSight(
        found.text, context.book.called(found.intent), found.at.astimezone(context.calendar.zone).date()
    )


async def intents(context: QueryContext) -> Sequence[Topic]:
    """Return the intents of the group that the slots name, each with a description."""
    of = intents_of(context.book, context.slot("group"))
    return [Topic(context.book.called(intent), _about(context, intent)) for intent in of]


async def attaching(context: QueryContext) -> AttachingSight:
    """Return the text about to be attached to an intent, and which other texts would then be recognised wrongly."""
    found, intent = await phrase(context), context.slot("meaning")
    if found is None or intent not in context.book.entry_points:
        return AttachingSight()
    fallen = await asyncio.to_thread(falls, context.book, await own(context), (found.text, intent))
    shown = tuple(Would(context.book.called(each.intent), each.text) for each in fallen[:SHOWN])
    words = tuple(strange(found.text, context.book.classifier.tongue))
    return AttachingSight(
        found.text, context.book.called(intent), _about(context, intent), _classified_now(context, found.text, intent),
        words, shown, len(fallen),
    )  # fmt: skip


async def example(context: QueryContext) -> ExampleSight:
    """Return the attached text that the slots name; empty if there is none or this person may not see it."""
    attached = await context.work.examples.attached(context.person)
    found = next((each for each in attached if each.id == context.slots.get("example")), None)
    if found is None:
        return ExampleSight()
    return ExampleSight(
        found.text, context.book.called(found.intent), found.at.astimezone(context.calendar.zone).date()
    )


def _classified_now(context: QueryContext, text: str, intent: str) -> str:
    guesses = context.book.classifier.classify(text, context.known.examples)
    other = guesses and guesses[0].sure and guesses[0].intent != intent
    return context.book.called(guesses[0].intent) if other else ""


def _about(context: QueryContext, intent: str) -> str:
    return context.book.phrased[intent].about if intent in context.book.phrased else ""
