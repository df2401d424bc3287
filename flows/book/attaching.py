"""Checks whether a school may attach a text to an intent: this must not make other texts be recognised wrongly."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.book.model import Book
from flows.nlu.intents import IntentClassifier
from flows.nlu.message import Message, said_of
from flows.nlu.near_matches import PhraseIndex
from flows.values.examples import Example, Examples


class Fall(NamedTuple):
    """A text that would get a wrong intent if the school attached a new example. `intent`: the right one."""

    intent: str
    text: str  #: a phrase of the book, or an example the school attached earlier


class _Phrase(NamedTuple):
    text: str
    intent: str
    said: Message


def falls(book: Book, own: Examples, new: Example) -> tuple[Fall, ...]:
    """Return the texts that would be recognised wrongly if a school attached `new`. Attach it only if there are none.

    `own`: the examples that the school attached earlier.
    """
    tongue = book.classifier.tongue
    near = PhraseIndex(lambda text: said_of(tongue, text), (new,))
    own_said = (_Phrase(text, intent, said_of(tongue, text)) for text, intent in own)
    return tuple(
        Fall(each.intent, each.text)
        for each in (*own_said, *_sharing(book, said_of(tongue, new[0])))
        if each.intent != new[1] and near.nearest(each.said) and _fallen(book.classifier, each.text, own, new)
    )


def _fallen(classifier: IntentClassifier, text: str, own: Examples, new: Example) -> bool:
    # classify again with all rules, because the safety rule takes precedence over a near match
    after = classifier.judge(text, (*own, new))
    return after.by == "near" and after.intent == new[1] and classifier.judge(text, own).intent != new[1]


def _sharing(book: Book, said: Message) -> Iterator[_Phrase]:
    """Yield the phrases and examples that share a root with `said`.

    Without a common root, texts are never nearly equal.
    """
    by_root = _by_root(book)
    found = {phrase.text: phrase for root in said.roots for phrase in by_root.get(root, ())}
    return iter(found.values())


@lru_cache(maxsize=2)  # keyed by the identity of the book; computed when a school first attaches a text
def _by_root(book: Book) -> Mapping[str, Sequence[_Phrase]]:
    found: defaultdict[str, list[_Phrase]] = defaultdict(list)
    for intent, each in book.phrased.items():
        for text in each.phrases:
            phrase = _Phrase(text, intent, said_of(book.classifier.tongue, text))
            for root in set(phrase.said.roots):
                found[root].append(phrase)
    return found
