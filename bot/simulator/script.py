"""Parses a line of a scripted conversation: a typed text, a button, passing time. Stories and `talk` use the notation.

снилс не найден          the first parent types        Админ> [Взять]       another actor acts
[Готово]                 presses a button              … 5 рабочих дней     time passes
(снимок)                 sends a file                  # a remark           ignored
(файл) приказ            sends a file with a caption
"""

import re
from typing import NamedTuple

from bot.simulator.sample import PARENT, Actor, actor
from flows.values.calendar import Span, Unit

_WHO = re.compile(r"^([А-ЯЁ][а-яё]+(?: \d+)?)>\s?(.*)$", re.DOTALL)
_TIME = re.compile(r"^(?:…|\.\.\.)\s*(\d+)\s+(.+)$")
_UNITS = (
    ("рабоч", Unit.working_days),
    ("мин", Unit.minutes),
    ("час", Unit.hours),
    ("нед", Unit.days),
    ("дн", Unit.days),
    ("ден", Unit.days),
    ("сут", Unit.days),
)
FARTHEST = 1000  #: the most of any unit in one line, so that a mistyped number fails
FILES = {"снимок": "picture", "голосовое": "voice", "стикер": "sticker", "файл": "document", "контакт": "contact"}


class ScriptLine(NamedTuple):
    """One parsed line: an actor, and what the actor does; or a span of time that passes.

    The actor types `text`, presses the button with the label `button`, or sends a file of the kind `file`. `edited`:
    the text replaces an earlier message.
    """

    who: Actor
    text: str = ""
    button: str = ""
    file: str = ""
    span: Span | None = None
    edited: bool = False


def script_line(line: str) -> ScriptLine | None:
    """Parse a line of a script; return None for an empty line or a remark."""
    if not line.strip() or line.startswith("#"):
        return None
    if found := _TIME.match(line.strip()):
        return ScriptLine(PARENT, span=span(int(found[1][:9]), found[2]))
    name, said = spoken_by(line)
    return _said(actor(name) if name else PARENT, said)


def spoken_by(line: str) -> tuple[str, str]:
    """Return the actor's name at the start of a line (empty if there is no name), and the rest of the line."""
    named = _WHO.match(line)
    name, said = named.groups() if named else ("", line.removeprefix("> ").removeprefix(">"))
    return name, said.strip()


def _said(who: Actor, said: str) -> ScriptLine:
    if said.startswith("[") and said.endswith("]"):
        return ScriptLine(who, button=said[1:-1].strip())
    name, closed, words = said.removeprefix("(").partition(")")
    if said.startswith("(") and closed and name in FILES:
        return ScriptLine(who, file=FILES[name], text=words.strip())
    if said.startswith("(правка) "):
        return ScriptLine(who, text=said.removeprefix("(правка) "), edited=True)
    return ScriptLine(who, text=said)


def span(number: int, unit: str) -> Span:
    """Return the time span of `number` units. `unit` is a Russian word: минуты, часы, дни, недели, рабочие дни.

    Raises ValueError for an unknown unit or a number out of range.
    """
    known = next((each for start, each in _UNITS if unit.strip().startswith(start)), None)
    if known is None:
        raise ValueError(f"«{unit}»: понимаю минуты, часы, дни, недели и рабочие дни")
    if not 1 <= number <= FARTHEST:
        raise ValueError(f"за один раз часы двигаются на 1–{FARTHEST}")
    return Span(number * 7 if unit.startswith("нед") else number, known)
