"""Whether a school may attach a text to a meaning: nothing that is understood well may be understood worse by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from flows.hearing.said import said_of
from flows.meanings import Ear, Example, Examples


class Fall(NamedTuple):
    """A text that would no longer be heard as its meaning."""

    meaning: str
    text: str


def falls(ear: Ear, phrases: Mapping[str, Sequence[str]], own: Examples, new: Example) -> tuple[Fall, ...]:
    """Give what would be heard worse if a school with examples `own` attached `new`; nothing: it may.

    `phrases` are all of flows/phrases (loading.phrases): those that share no word with `new` are not asked.
    """
    told = ((meaning, phrase) for meaning, each in phrases.items() for phrase in each)
    ours = ((meaning, text) for text, meaning in own)
    return tuple(_fallen(ear, (*told, *ours), own, new))


def _fallen(ear: Ear, texts: Iterable[tuple[str, str]], own: Examples, new: Example) -> Iterator[Fall]:
    words = frozenset(said_of(ear.tongue, new[0]).roots)
    for meaning, text in texts:
        if meaning == new[1] or words.isdisjoint(said_of(ear.tongue, text).roots):
            continue
        after = ear.judge(text, (*own, new))
        if after.by == "near" and after.meaning == new[1] and ear.judge(text, own).meaning != new[1]:
            yield Fall(meaning, text)
