"""A message that asks two things at once: «как войти в дневник и где код класса»."""

import re

from flows.nlu.message import said as as_said
from flows.nlu.tie_breaks import NOT_OURS, Prediction

_AND = re.compile(r" (?:и|еще|также|плюс) ")
_PLAINLY = 0.9  #: the least probability with which a part of a message counts as a separate question


def two_things(prediction: Prediction) -> tuple[str, ...]:
    """Return the two intents of a message that clearly asks two things; empty for any other message."""
    for cut in _AND.finditer(prediction.said.plain):
        parts = prediction.said.plain[: cut.start()], prediction.said.plain[cut.end() :]
        if " " not in parts[0].strip() or " " not in parts[1].strip():  # one word is not a question
            continue
        # both parts must have a clear intent; the shorter one is classified first because it is faster
        begins = len(parts[0]) < len(parts[1])
        one = _plainly(prediction, parts[not begins])
        other = _plainly(prediction, parts[begins]) if one else ""
        if other not in {"", one}:
            return (one, other) if begins else (other, one)
    return ()


def _plainly(prediction: Prediction, part: str) -> str:
    """Return the intent of a part of a message; "" if that is `out_of_scope` or less probable than _PLAINLY."""
    likely = prediction.model(as_said(part))
    intent = likely.first
    return intent if intent != NOT_OURS and likely.get(intent) >= _PLAINLY else ""
