"""A message in the form that the tie-breaks and the model use."""

import re
from functools import lru_cache
from typing import NamedTuple

from flows.nlu.russian import Tongue
from flows.text.caches import WORDS
from flows.text.roots import roots


class Message(NamedTuple):
    """A message: its plain Russian words, and their roots in the same order."""

    plain: str
    roots: tuple[str, ...]


def said(plain: str) -> Message:
    """Make a message of a plain text."""
    return Message(plain, tuple(roots(plain)))


def said_of(tongue: Tongue, text: str) -> Message:
    """Make a message of a typed text: plain words without politeness."""
    return said(bare(tongue.plain(text)))


_KIND = re.compile(
    r"\b(?:здравствуй(?:те)?|здрас(?:ь?те)?|привет(?:ик|ствую)?|добр(?:ый|ое|ого) (?:день|вечер|утро|дня|вечера"
    r"|утра|времени суток)"
    r"|(?:по)?(?:под)?скажите|расскажите|объясните|пожалуй?ст[оа]|пож|плиз|спасибо|заранее|большое спасибо|спс"
    r"|благодарю"
    r"|извините|простите|уважаем\w+|коллеги|господа|девочки|ребят[аы]?|народ|люди добрые|помогите|будьте добры"
    r"|такой вопрос|вопрос"
    r"|короче|типа|как бы|это самое|ну|вот|блин|капец|ааа*|эээ*)\b"
)


def bare(plain: str) -> str:
    """Remove greetings, politeness and filler words; a text with no other words stays unchanged."""
    words = plain.split()
    if any(map(_may_be_kind, words)):
        words = _KIND.sub(" ", plain).split()
    rest = " ".join(words)
    return rest if len(rest) > 2 else plain


@lru_cache(maxsize=WORDS)
def _may_be_kind(word: str) -> bool:
    """Return whether a word is polite, or part of a polite phrase."""
    return _KIND.match(word) is not None or word in _OF_TURNS


#: One word of each phrase of several words in _KIND
_OF_TURNS = frozenset({"добрый", "доброе", "доброго", "люди", "будьте", "бы", "самое"})
