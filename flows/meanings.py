"""What a typed question is about: the meanings heard in it, and how certain that is.

`hearing/` holds the parts: letters, the tongue (which reading is Russian), features, the learnt model, the near
matches of phrases nobody has learnt yet, the ties that words decide. What a text presses on the screen is for
`answers`, and is asked first.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.hearing import ties, told
from flows.hearing.learnt import Learnt
from flows.hearing.near import Near
from flows.hearing.said import Said, said_of
from flows.hearing.tongue import Tongue
from flows.hearing.ties import LONG, NOT_OURS, SAFETY, STATUSES

Example = tuple[str, str]  #: a text that a school attached, and its meaning
Examples = tuple[Example, ...]

SURE = 0.8  #: from this certainty the bot goes straight; chosen on tests/meanings/dev.csv
AWAY = 0.6  #: from this certainty of `out_of_scope` nothing is offered
OFFERED = 0.06  #: what is less likely is not offered
MOST = 3  #: meanings offered
_BY_RULE = 0.9  #: the certainty of what words decide
_BESIDES = 0.4  #: what a near relation of an offered meaning counts for


class Heard(NamedTuple):
    """A meaning found in a text, whether surely, what was told on the way (`document`), how certain it is (0…1)."""

    meaning: str
    sure: bool
    told: Mapping[str, str]
    certainty: float = 0.0


class Judged(NamedTuple):
    """How a text was heard: its plain words, the likelihood of every meaning, who decided, what is offered."""

    said: Said
    likely: Mapping[str, float]
    meaning: str  #: the best, `out_of_scope` included; empty when nothing was heard
    certainty: float
    by: str  #: near, alone, the name of a rule, or model
    offered: tuple[str, ...]

    @property
    def sure(self) -> bool:
        """Tell whether the bot goes straight (or politely away) by this."""
        return self.by != "alone" and self.certainty >= (AWAY if self.meaning == NOT_OURS else SURE)


class Ear:
    """Hears meanings in what people type."""

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        alone: Mapping[str, Sequence[str]] | None = None,
        learnt: Learnt | None = None,
        folds: Mapping[str, str] | None = None,
    ) -> None:
        """Take what was learnt, the phrases it does not know yet, the words that alone only suggest («дневник»).

        `folds` names, for a fine meaning, the one it is a part of: certainty is asked of the whole.
        """
        examples = [(phrase, meaning) for meaning, said_so in phrases.items() for phrase in said_so]
        self._learnt, self._folds = learnt, folds or {}
        self.tongue = Tongue(learnt.words if learnt else _counted(phrases))
        self._near = Near(self._said, examples)
        self._alone = _suggested(self._said, alone if alone is not None else (learnt.alone if learnt else {}))
        self._own = lru_cache(maxsize=64)(lambda own: Near(self._said, own))

    def hear(self, text: str, own: Examples = ()) -> tuple[Heard, ...]:
        """Give up to three meanings of `text`, the likeliest first; nothing when it is about something else.

        `own` is what the person's school attached: near matches over the learnt meanings. Give the same tuple again
        and again: its index is kept.
        """
        judged = self.judge(text, own)
        return tuple(
            Heard(meaning, not place and judged.sure, _told(meaning, judged.said), judged.certainty if not place else 0.0)
            for place, meaning in enumerate(judged.offered)
        )

    def judge(self, text: str, own: Examples = ()) -> Judged:
        """Tell how `text` is heard, with all the reasons."""
        heard = self._said(text)
        if not heard.roots:
            return Judged(heard, {}, "", 0.0, "nothing", ())
        likely = self._likely(heard)
        for near in ((self._own(own),) if own else ()) + (self._near,):
            if (found := near.nearest(heard)) and not _of_safety(heard, likely):
                return Judged(heard, likely, found.meaning, found.nearness, "near", _with(found.meaning, likely))
        if suggested := self._alone.get(frozenset(heard.roots)):
            return Judged(heard, likely, suggested[0], 0.0, "alone", tuple(suggested[:MOST]))
        return self._weighed(heard, likely)

    def _said(self, text: str) -> Said:
        return said_of(self.tongue, text)

    def _likely(self, heard: Said) -> Mapping[str, float]:
        if self._learnt is None:
            return {}
        found = self._learnt.likelihoods(heard.plain, heard.roots)
        return dict(zip(self._learnt.meanings, found, strict=True))

    def _weighed(self, heard: Said, likely: Mapping[str, float]) -> Judged:
        if not likely:
            return Judged(heard, {}, "", 0.0, "nothing", ())
        meaning, rule = ties.decided(ties.Heard(heard, likely, self._likely))
        folded = self._folded(likely)
        if not meaning:
            whole = max(folded, key=folded.__getitem__)
            meaning = max((each for each in likely if self._fold(each) == whole), key=likely.__getitem__)
        certainty = folded[self._fold(meaning)]
        certainty = max(certainty, _BY_RULE) if rule else certainty
        return Judged(heard, likely, meaning, certainty, rule or "model", self._offered(meaning, certainty, likely))

    def _offered(self, meaning: str, certainty: float, likely: Mapping[str, float]) -> tuple[str, ...]:
        if meaning == NOT_OURS and certainty >= AWAY:
            return ()
        offered = [meaning] if meaning != NOT_OURS else []
        if certainty >= SURE and offered:
            return _with(meaning, likely)
        while len(offered) < MOST and (best := self._next(offered, likely)):
            offered.append(best)
        return tuple(offered)

    def _next(self, offered: Sequence[str], likely: Mapping[str, float]) -> str:
        taken = {self._fold(each) for each in offered}
        rest = {
            each: p * (_BESIDES if self._fold(each) in taken else 1.0)
            for each, p in likely.items() if each not in offered and each != NOT_OURS
        }  # fmt: skip
        best = max(rest, key=rest.__getitem__, default="")
        return best if best and rest[best] >= OFFERED else ""

    def _folded(self, likely: Mapping[str, float]) -> Mapping[str, float]:
        found: dict[str, float] = {}
        for meaning, p in likely.items():
            whole = self._fold(meaning)
            found[whole] = found.get(whole, 0.0) + p
        return found

    def _fold(self, meaning: str) -> str:
        return self._folds.get(meaning, meaning)


def _with(meaning: str, likely: Mapping[str, float]) -> tuple[str, ...]:
    return (meaning,) if meaning != NOT_OURS else ()


def _of_safety(heard: Said, likely: Mapping[str, float]) -> bool:
    return bool(likely) and ties.safety(ties.Heard(heard, likely, lambda _: {})) == SAFETY


def _counted(phrases: Mapping[str, Sequence[str]]) -> Mapping[str, int]:
    from collections import Counter

    from flows.normal import normal

    return Counter(word for said_so in phrases.values() for phrase in said_so for word in normal(phrase).split())


def _suggested(hear, alone):  # type: ignore
    found: dict[frozenset[str], list[str]] = {}
    for meaning, words in alone.items():
        for key in dict.fromkeys(frozenset(hear(word).roots) for word in words):
            found.setdefault(key, []).append(meaning)
    found.pop(frozenset(), None)
    return found


def _told(meaning: str, heard: Said) -> Mapping[str, str]:
    if meaning in _DOCUMENT_OF:
        return {"document": _DOCUMENT_OF[meaning]}
    return told.document(heard) if meaning in STATUSES | {LONG} else {}


_DOCUMENT_OF = {"status_not_found_zags": "birth", "status_not_found_sfr": "snils"}
