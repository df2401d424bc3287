"""A message prepared for recognition: its words and their roots, which the tie-break rules and the model read."""

import re
from functools import lru_cache
from typing import NamedTuple

from flows.nlu.russian import Tongue
from flows.text.caches import WORDS
from flows.text.roots import roots


class Message(NamedTuple):
    """A message: its text in plain Russian words, and the roots of these words in the same order."""

    plain: str
    roots: tuple[str, ...]


def said(plain: str) -> Message:
    """Return the Message for a text that is already in plain Russian words."""
    return Message(plain, tuple(roots(plain)))


def said_of(tongue: Tongue, text: str) -> Message:
    """Return the Message for a typed text: its plain Russian words without greetings, polite words and fillers."""
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
    """Remove greetings, polite words and fillers from a text. A text of only such words stays unchanged."""
    words = plain.split()
    if any(map(_may_be_kind, words)):
        words = _KIND.sub(" ", plain).split()
    rest = " ".join(words)
    return rest if len(rest) > 2 else plain


@lru_cache(maxsize=WORDS)
def _may_be_kind(word: str) -> bool:
    """Return whether a word is, or may be part of, a polite phrase or filler (_KIND)."""
    return _KIND.match(word) is not None or word in _OF_TURNS


#: One word of each phrase of several words in _KIND
_OF_TURNS = frozenset({"добрый", "доброе", "доброго", "люди", "будьте", "бы", "самое"})
