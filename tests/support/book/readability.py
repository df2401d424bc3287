"""Measure how hard a message is to read on a phone: its length, its sentences, and how many things it asks for.

`python -m tests.support.book.readability` prints the ten worst texts of each measure.
"""

import re
import sys
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from typing import NamedTuple

from bot.app.wiring import content
from tests.support.book.all_screens import Said, Screens

_LINK = re.compile(r"\s*\(?https?://[^\s)]+\)?")
_ITEM = re.compile(r"\s*(?:\d+[.)]|[—–•☐✅⬜👉⏳-])\s+")
_END = re.compile(r"(?<=[.!?…])[»“\"]?\s+(?=[^а-яё\s])")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LEADING = re.compile(
    r"\W*(?:(?:пожалуйста|сначала|сперва|потом|затем|теперь|после|снова|ещё|тогда|лучше|просто|обязательно|а|и|но)\b,?\s+)*",
    re.IGNORECASE,
)
_ORDER = re.compile(r"\w+(?:йте|ите|ьте)(?:сь)?\b", re.IGNORECASE)
#: «Хотите», «Увидите», «Отправите» are statements or questions; the other forms are politeness, or ask to read on.
_NO_ORDERS = re.compile(
    r"(?:(?:за)?хотите|(?:у)?видите|получите|помните|заметите|отправите|исправите|проверите|добавите|ответите|"
    r"поставите|говорите|простите|извините|здравствуйте|прочитайте|прочтите)\b",
    re.IGNORECASE,
)
#: Turning to a human is the exit every screen has (texts/README.md, rule 5), so it is not one more thing to do.
_WAY_OUT = re.compile(
    r"(?:спросите|уточните|обратитесь|позовите|зовите|позвоните|звоните|скажите|напишите|сообщите)\b", re.IGNORECASE
)
_EVERYWHERE = re.compile(r"«(?:Человек|Вернусь позже|Карта)»|\bчеловека\b")
_WARNING = "⚠"
_QUOTED = re.compile(r"«[^«»]*[.!?…]\s[^«»]*»")  #: quoted sentences: a message to copy, an error on a screen


class Sentence(NamedTuple):
    """One sentence and the number of its block; paragraphs and lists are counted from 0."""

    text: str
    block: int

    @property
    def words(self) -> int:
        """Return the number of words; an arrow is not a word."""
        return len(_WORD.findall(self.text))

    @property
    def order(self) -> str:
        """Return the verb of an instruction that the sentence begins with: «Откройте …», «Потом нажмите …».

        Not instructions: «Не вышло — нажмите …» (for some readers only), warnings («Не создавайте …», text after ⚠️),
        exits («Спросите школу», «Нажмите «Вернусь позже»»).
        """
        said = self.text[_LEADING.match(self.text).end() :]  # type: ignore[union-attr] # it always matches
        verb = _ORDER.match(said)
        other = _NO_ORDERS.match(said) or _WAY_OUT.match(said) or _EVERYWHERE.search(said)
        return verb[0].lower() if verb and not other and not self.text.startswith(_WARNING) else ""


@cache  # five measures read the same texts
def sentences(text: str) -> tuple[Sentence, ...]:
    """Split a plain text into sentences; the addresses of links are dropped, and a line break ends a sentence.

    The items of a list are one block. A line ending in a colon («Попробуйте так:») is one block with what follows.
    """
    found, block, before = list[Sentence](), 0, ""
    for line in filter(str.strip, _LINK.sub("", text).splitlines()):
        mark = _ITEM.match(line)
        block += not (before.endswith(":") or (mark and _ITEM.match(before)))
        said = line[mark.end() :] if mark else line
        found += [Sentence(each.strip(), block) for each in _END.split(said) if _WORD.search(each)]
        before = line.strip()
    return tuple(found)


def average(text: str) -> float:
    """Return the mean number of words in a sentence, 0 without sentences."""
    counts = [each.words for each in sentences(text)]
    return round(sum(counts) / len(counts), 1) if counts else 0


def longest(text: str) -> int:
    """Return the number of words in the longest sentence, 0 without sentences."""
    return max((each.words for each in sentences(text)), default=0)


def things(text: str) -> int:
    """Return the number of things asked for."""
    return len(chains(text))


def chains(text: str) -> list[str]:
    """Return the things asked for, each as its first instruction.

    The instructions of one paragraph or list are one thing, together with those of the next block if it begins with an
    instruction. A repeated instruction is not counted again.
    """
    found, asked, going_on = [], set[str](), False
    for _, block in groupby(sentences(_QUOTED.sub("«…»", text)), key=lambda sentence: sentence.block):
        said = list(block)
        orders = [each for each in said if each.order]
        anew = [each.text for each in orders if each.order not in asked]
        found += anew[:1] if not (going_on and said[0].order) else []
        asked |= {each.order for each in orders}
        going_on = bool(orders)
    return found


class Measure(NamedTuple):
    """One measure of a message, and its largest allowed value."""

    name: str
    of: Callable[[str], float]
    most: float
    shown: Callable[[str], str] = lambda _: ""  #: the part of a text that causes the value

    def worst(self, said: Iterable[Said]) -> list[tuple[float, Said]]:
        """Return the worst rendering of each text, the worst text first."""
        found: dict[str, tuple[float, Said]] = {}
        for each in said:
            measured = self.of(each.text)
            if each.path not in found or measured > found[each.path][0]:
                found[each.path] = measured, each
        return sorted(found.values(), key=lambda pair: (-pair[0], pair[1].path))

    def told(self, worst: Iterable[tuple[float, Said]]) -> str:
        """Return a report with one line per text."""
        lines = (
            f"  {value:g}  {each.path} ({each.school or 'без школы'}) {self.shown(each.text)}" for value, each in worst
        )
        return "\n".join((f"{self.name}, можно {self.most:g}:", *map(str.rstrip, lines)))


def _longest_sentence(text: str) -> str:
    return max(sentences(text), key=lambda each: each.words).text


SIZE = Measure("знаков в сообщении", len, 900)
MEASURES = (
    SIZE,
    Measure("слов в предложении в среднем", average, 20),
    Measure("слов в самом длинном предложении", longest, 30, _longest_sentence),
    Measure("дел в сообщении", things, 1, lambda text: " | ".join(chains(text))),
)

if __name__ == "__main__":
    everything = Screens(content().texts).texts_said
    sys.stdout.write("\n\n".join(each.told(each.worst(everything)[:10]) for each in MEASURES) + "\n")
