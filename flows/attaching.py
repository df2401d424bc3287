"""Whether a text may be attached to a meaning: nothing that is heard well may be heard worse (the school's layer)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.hearing.near import Near
from flows.hearing.said import Said, said_of
from flows.hearing.tongue import Tongue
from flows.meanings import Example, Examples
from flows.model import Book


class Fall(NamedTuple):
    """A text that would be heard as another meaning than its own."""

    meaning: str
    text: str  #: a phrase of the book, or one the school attached before


class _Phrase(NamedTuple):
    text: str
    meaning: str
    said: Said


def falls(book: Book, own: Examples, new: Example) -> tuple[Fall, ...]:
    """Give what would be heard worse once a school with its `own` examples attached `new`; nothing: it may be."""
    tongue = book.ear.tongue
    alone, together = _near(tongue, (new,)), _near(tongue, (*own, new))
    own_said = (_Phrase(text, meaning, said_of(tongue, text)) for text, meaning in own)
    return tuple(
        Fall(each.meaning, each.text)
        for each in (*own_said, *_sharing(book, said_of(tongue, new[0])))
        if each.meaning != new[1] and alone.nearest(each.said) and _now_other(together, each)
    )


def _near(tongue: Tongue, examples: Iterable[Example]) -> Near:
    return Near(lambda text: said_of(tongue, text), examples)


def _now_other(together: Near, phrase: _Phrase) -> bool:
    nearest = together.nearest(phrase.said)
    return nearest is not None and nearest.meaning != phrase.meaning


def _sharing(book: Book, said: Said) -> Iterator[_Phrase]:
    """Give the phrases that share a root with a text: only they can be near it."""
    by_root = _by_root(book)
    found = {phrase.text: phrase for root in said.roots for phrase in by_root.get(root, ())}
    return iter(found.values())


@lru_cache(maxsize=2)  # a book is itself; its phrases are heard once, when the office first attaches anything
def _by_root(book: Book) -> Mapping[str, Sequence[_Phrase]]:
    found: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for meaning, each in book.spoken.items():
        for text in each.phrases:
            phrase = _Phrase(text, meaning, said_of(book.ear.tongue, text))
            for root in set(phrase.said.roots):
                found[root].append(phrase)
    return found
