"""The signature of an unrecognised text, which can be stored and counted without storing the person's own words.

A signature has only words that occur in the book's phrases, each in its commonest form («заявку», «заявка» and «заявки»
become one word), in alphabetical order. So the sentence cannot be reconstructed, and different wordings of one question
get the same signature. «…» stands for all other words, «№» for numbers.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache

from flows.nlu.message import Message, said_of
from flows.nlu.russian import Tongue
from flows.privacy.name_forms import GIVEN
from flows.text.roots import roots
from flows.text.synonyms import DENIED

UNKNOWN, NUMBER = "…", "№"
LONGEST = 8  #: the most words in a signature; «…» stands for the rest of a longer text
COMMON = 3  #: a signature contains only words from at least so many phrases, because a rarer word may be personal
_PARTING = ", "

#: Roots that stand for a fixed phrase of several words (flows.text.turns), and the phrase
_TURNS = {"мояшкола": "моя школа", "кодкласс": "код класса", "самовольн": "без меня",
          "нежелан": "не хочу", "последств": "что будет если", "9": NUMBER, "14": NUMBER}  # fmt: skip


def signature_of(said: Message, tongue: Tongue) -> str:
    """Return the signature of a message; "" if the message has no roots."""
    names = _names(tongue)
    found = dict.fromkeys(_named(root, names) for root in said.roots)
    known = [each for each in found if each not in {UNKNOWN, NUMBER}]
    rest = [mark for mark in (NUMBER, UNKNOWN) if mark in found]
    more = [UNKNOWN] if len(known) > LONGEST and UNKNOWN not in rest else []
    return _PARTING.join([*sorted(known[:LONGEST]), *rest, *more])


def says_all(of: str) -> bool:
    """Return whether the signature `of` has no «…» or «№». Only such a signature can be attached to an intent."""
    return bool(of) and UNKNOWN not in of and NUMBER not in of


def strange(text: str, tongue: Tongue) -> list[str]:
    """Return the words of a text that do not occur in the book's phrases."""
    own, names = vocabulary(tongue), _names(tongue)
    words = (word for word in said_of(tongue, text).plain.split() if word.isalpha() and len(word) > 1)
    return [word for word in words if word not in own and any(root not in names for root in roots(word))]


def _named(root: str, names: Mapping[str, str]) -> str:
    if root in names:
        return names[root]
    bare = root.removeprefix(DENIED)
    if bare.isdigit():
        return NUMBER
    return f"не {names[bare]}" if bare != root and bare in names else UNKNOWN


@lru_cache(maxsize=4)
def _names(tongue: Tongue) -> Mapping[str, str]:
    """Return {root: the word or phrase that stands for it in a signature}: the commonest known word with this root."""
    found: dict[str, str] = {}
    for word in sorted(vocabulary(tongue), key=lambda word: (-tongue.words[word], word)):
        own = roots(word)
        if len(own) == 1:
            found.setdefault(own[0], word)
    return {**found, **_TURNS}


@lru_cache(maxsize=4)
def vocabulary(tongue: Tongue) -> frozenset[str]:
    """Return the words that signatures may contain: those used COMMON times or more in the phrases, except names."""
    return frozenset(_common(tongue.words.items()))


def _common(words: Iterable[tuple[str, int]]) -> Iterable[str]:
    return (word for word, count in words if count >= COMMON and word.isalpha() and word not in GIVEN)
