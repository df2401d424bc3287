"""Reduces a text to its roots, so that different wordings of one question become equal.

Endings and function words («и», «в», «как») are dropped, and synonyms become one word.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from flows.text.caches import TEXTS, WORDS, while_answered
from flows.text.latin import russian
from flows.text.synonyms import DENIED, root
from flows.text.turns import turned, turns_in

_DENIALS = {"не", "ни"}
_SMALL = """
а и но да в во на с со у к ко по под из от о об за то же ли бы что чтобы чтоб это этот эта эту этого эти этом тот та
как где кто куда почему чего чем че чо мне меня мы нас нам я он она оно они его ее их ему ей им вы вас вам ты
тебя наш наша нашей нашего нашу наши нашем мой моего мою моей моя мои моему моем свой свою своего своей вот ну так там
тут здесь еще уже уж ка просто пожалуйста подскажите скажите помогите здравствуйте привет спасибо можно нужно надо
хочу хотим хотела хотел могу можем может могут мог могла смог смогла получается получилось удается удалось выходит
вышло если или либо теперь сейчас только тоже также очень все для при про через после до без пишет пишут написано
показывает стоит горит есть будет быть какой какая какую какое какие каком такой такая такое такую такие ладно блин
типа вообще опять снова
"""
_SMALL_WORDS = frozenset(_SMALL.split())


class Token(NamedTuple):
    """One word. `root`: its root, empty for function words such as «и», «в».

    `unsaid`: the root to use instead if the word is negated («не вижу»). `turns`: a bit mask with one bit for each
    fixed phrase of `flows.text.turns` that the word may be part of.
    """

    turns: int
    root: str = ""
    unsaid: str = ""


@while_answered
@lru_cache(maxsize=TEXTS)
def roots(form: str) -> tuple[str, ...]:
    """Return the roots of the words of a text in normal form. Function words («и», «в») have none.

    Synonyms have one root. Latin letters are read as Russian ones («dnevnik»). The root of ages from 14 to 18 is «14»,
    of other numbers (also «две», «третий») «9», of days, weeks and months «срок». A negation is part of the root of
    the word it negates.
    """
    words = [_word(each) for each in form.split()]
    turns = turns_of(words)
    return _contexts([_word(each) for each in turned(form, turns).split()] if turns else words)


def turns_of(words: Iterable[Token]) -> int:
    """Return the fixed phrases (flows.text.turns) that the words may be part of, as a bit mask."""
    turns = 0
    for word in words:
        turns |= word.turns
    return turns


@lru_cache(maxsize=WORDS)
def _word(word: str) -> Token:
    turns = turns_in(word)
    if word in _DENIALS:
        return Token(turns, DENIED)
    plain = russian(word)
    if plain in _SMALL_WORDS or not (len(plain) > 1 or plain.isdigit()):
        return Token(turns)
    return Token(turns, root(plain), root(plain, denied=True))


def _contexts(words: Iterable[Token]) -> tuple[str, ...]:
    found: list[str] = []
    denied = False
    for word in words:
        if word.root == DENIED:
            denied = True
        elif word.root:
            found.append(word.unsaid if denied else word.root)
            denied = False
    return tuple(found)
