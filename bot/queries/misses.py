"""What was not understood, and what the school makes of it: to staff alone, who else asks is told of nothing."""

import asyncio
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from bot.queries.look import Look
from bot.queries.phrases import own, phrase
from bot.rendering.labels import lesson_label, miss_label
from flows.book.attaching import falls
from flows.book.topics import meanings_of
from flows.nlu.signature import strange, whole
from flows.values.events import Option

SHOWN = 4  #: texts that would fall, as many as one looks through


class Guessed(NamedTuple):
    """A meaning a shape was taken for, and how often; no label: for nothing."""

    label: str
    times: int


class MissSight(NamedTuple):
    """A shape, how often it was said, and what it was taken for."""

    shape: str = ""
    times: int = 0
    since: date | None = None
    guesses: tuple[Guessed, ...] = ()
    whole: bool = False


class LessonSight(NamedTuple):
    """Words somebody sent, and what they say it was about."""

    text: str = ""
    meaning: str = ""
    at: date | None = None


class Topic(NamedTuple):
    """A meaning by its label, and what it is about."""

    label: str
    about: str


class Would(NamedTuple):
    """A text that would be heard as something else."""

    label: str
    text: str


class AttachingSight(NamedTuple):
    """A text about to be attached: to what, how it is heard now, the words the book does not know, what would fall."""

    text: str = ""
    label: str = ""
    about: str = ""
    now: str = ""
    strange: tuple[str, ...] = ()
    falls: tuple[Would, ...] = ()
    fallen: int = 0


class ExampleSight(NamedTuple):
    """A text that is attached, to what, and since when."""

    text: str = ""
    label: str = ""
    at: date | None = None


async def options(look: Look) -> tuple[Option, ...]:
    """List what the person's school misses most, the most frequent first."""
    found = await look.work.misses.top(look.person, look.now)
    return tuple(Option(each.key, miss_label(each.shape, each.times)) for each in found)


async def lessons(look: Look) -> tuple[Option, ...]:
    """List the examples that people submitted to the person's school."""
    found = await look.work.lessons.of_school(look.person)
    return tuple(Option(each.id, lesson_label(each.text)) for each in found)


async def examples(look: Look) -> tuple[Option, ...]:
    """List the texts that the person's school attached."""
    return tuple(Option(each.id, lesson_label(each.text)) for each in await look.work.examples.attached(look.person))


async def miss(look: Look) -> MissSight:
    """Give the shape of the word `miss`, with how often and what was guessed; empty when it is gone or not theirs."""
    found = await look.work.misses.one(look.told.get("miss", ""), look.person, look.now)
    if found is None:
        return MissSight()
    guesses = tuple(Guessed(look.book.called(meaning), count) for meaning, count in found.guesses)
    return MissSight(found.shape, found.times, found.since, guesses, whole(found.shape))


async def lesson(look: Look) -> LessonSight:
    """Give the lesson of the word `lesson`; empty when it is gone or not theirs."""
    found = await look.work.lessons.one(look.told.get("lesson", ""), look.person)
    if found is None:
        return LessonSight()
    return LessonSight(found.text, look.book.called(found.meaning), found.at.astimezone(look.calendar.zone).date())


async def meanings(look: Look) -> Sequence[Topic]:
    """Give the meanings of the group told, with what each is about."""
    of = meanings_of(look.book, look.told.get("group", ""))
    return [Topic(look.book.called(meaning), _about(look, meaning)) for meaning in of]


async def attaching(look: Look) -> AttachingSight:
    """Give what is about to be attached, and the check."""
    found, meaning = await phrase(look), look.told.get("meaning", "")
    if found is None or meaning not in look.book.doors:
        return AttachingSight()
    fallen = await asyncio.to_thread(falls, look.book, await own(look), (found.text, meaning))
    shown = tuple(Would(look.book.called(each.meaning), each.text) for each in fallen[:SHOWN])
    words = tuple(strange(found.text, look.book.ear.tongue))
    return AttachingSight(
        found.text, look.book.called(meaning), _about(look, meaning), _heard_now(look, found.text, meaning), words,
        shown, len(fallen),
    )  # fmt: skip


async def example(look: Look) -> ExampleSight:
    """Give one text that is attached."""
    attached = await look.work.examples.attached(look.person)
    found = next((each for each in attached if each.id == look.told.get("example")), None)
    if found is None:
        return ExampleSight()
    return ExampleSight(found.text, look.book.called(found.meaning), found.at.astimezone(look.calendar.zone).date())


def _heard_now(look: Look, text: str, meaning: str) -> str:
    heard = look.book.ear.hear(text, look.known.examples)
    other = heard and heard[0].sure and heard[0].meaning != meaning
    return look.book.called(heard[0].meaning) if other else ""


def _about(look: Look, meaning: str) -> str:
    return look.book.phrased[meaning].about if meaning in look.book.phrased else ""
