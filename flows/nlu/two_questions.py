"""A message that asks two things at once: «как войти в дневник и где код класса»."""

import re

from flows.nlu.message import said as as_said
from flows.nlu.tie_breaks import NOT_OURS, Prediction

_AND = re.compile(r" (?:и|еще|также|плюс) ")
_PLAINLY = 0.9  #: the probability from which a part of a message is a question of its own


def two_things(heard: Prediction) -> tuple[str, ...]:
    """Give the two intents of a message that asks two things, none when it asks one."""
    for cut in _AND.finditer(heard.said.plain):
        parts = heard.said.plain[: cut.start()], heard.said.plain[cut.end() :]
        if " " not in parts[0].strip() or " " not in parts[1].strip():  # one word is not a question
            continue
        # both parts must be sure; the shorter one is classified first because it is faster
        begins = len(parts[0]) < len(parts[1])
        one = _plainly(heard, parts[not begins])
        other = _plainly(heard, parts[begins]) if one else ""
        if other not in {"", one}:
            return (one, other) if begins else (other, one)
    return ()


def _plainly(heard: Prediction, part: str) -> str:
    """Give the sure intent of a part of a message, "" when it is unsure or out of scope."""
    likely = heard.model(as_said(part))
    intent = likely.first
    return intent if intent != NOT_OURS and likely.get(intent) >= _PLAINLY else ""
