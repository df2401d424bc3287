"""Intent recognition: the intents of a typed question and their certainty.

The other modules of this package are its steps: letters, the choice of a Russian reading, features, the model, near
matches of phrases the model was not trained on, tie-breaks. Before them, `flows.reading.answers` compares the text with
the buttons of the screen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from flows.nlu import entities, tie_breaks
from flows.nlu.folds import Folds
from flows.nlu.message import Message, said_of
from flows.nlu.model import Learnt
from flows.nlu.near_matches import PhraseIndex
from flows.nlu.probabilities import NOTHING, Probabilities
from flows.nlu.russian import Tongue
from flows.nlu.tie_breaks import LONGS, NOT_OURS, SAFETY, STATUSES, Prediction
from flows.nlu.two_questions import two_things
from flows.text.caches import while_answered
from flows.text.normal import normal
from flows.values.examples import Examples

SURE = 0.75  #: from this certainty the bot opens the entry point without asking (tuned on both sets of tests/meanings)
AWAY = 0.75  #: from this certainty of `out_of_scope` the bot offers nothing
FOREIGN = (
    0.5  #: from this probability a message is out of scope; the value is high because a needless offer does little harm
)
OFFERED = 0.02  #: less probable intents are not offered
UNSURE = 0.74  #: the certainty of a message that may ask two things
EQUAL = 0.6  #: the ratio from which a second intent of the same broad intent is offered beside the first
MOST = 3  #: the most intents offered at once
BY_WORDS = 0.95  #: the certainty of a tie-break
RELATED = 0.25  #: the factor for the probability of an intent whose broad intent is already offered


class Fold(NamedTuple):
    """How intents form broad intents.

    `of`: {intent: its broad intent}. `parts`: {broad intent: its intents, in the order of the model}.
    """

    of: Mapping[str, str]
    parts: Mapping[str, tuple[str, ...]]


class RecognisedIntent(NamedTuple):
    """A recognised intent, the slots read from the text with it (such as `document`), and its certainty (0…1).

    `sure`: the certainty is high enough to act without asking the person.
    """

    intent: str
    sure: bool
    entities: Mapping[str, str]
    certainty: float = 0.0


class Judged(NamedTuple):
    """The result of classifying a text: the message, all probabilities and the best intent.

    It also has the name of the rule or method that chose this intent.
    """

    said: Message
    likely: Probabilities
    intent: str = ""  #: may be `out_of_scope`; empty when there is nothing to classify
    certainty: float = 0.0
    by: str = "nothing"  #: near, alone, model, two, or the name of a tie-break
    offered: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Return whether the certainty is high enough to open the intent's entry point without asking the person."""
        return self.by != "alone" and self.certainty >= (AWAY if self.intent == NOT_OURS else SURE)


class IntentClassifier:
    """Recognises intents in typed texts."""

    def __init__(
        self,
        phrases: Mapping[str, Sequence[str]],
        alone: Mapping[str, Sequence[str]] | None = None,
        learnt: Learnt | None = None,
        folds: Folds | None = None,
    ) -> None:
        """Index the phrases and store the trained model.

        `phrases`: {intent: phrases for near matches}. `alone`: {intent: words that only suggest it when typed alone};
        by default those of the model. `folds`: the broad intents. An intent is as certain as its broad intent.
        """
        self.learnt, self._folds = learnt, folds or Folds({})
        self._folded: dict[frozenset[str], Fold] = {}
        self.tongue = Tongue(learnt.words if learnt else _counted(phrases))
        self._near = PhraseIndex(self._said, [(phrase, intent) for intent, each in phrases.items() for phrase in each])
        self._alone = self._suggested((learnt.alone if learnt else {}) if alone is None else alone)
        self._own = lru_cache(maxsize=64)(lambda own: PhraseIndex(self._said, own))
        self._judged = while_answered(lru_cache(maxsize=1)(self._judge))  # an unrecognised text is judged twice

    def classify(self, text: str, own: Examples = ()) -> tuple[RecognisedIntent, ...]:
        """Return up to three intents of `text`, the likeliest first; empty if it is out of scope.

        `own`: the examples of the person's school. A text nearly equal to an example gets the intent of that
        example. Pass the same tuple each time, because the index of the examples is cached under it.
        """
        judged = self.judge(text, own)
        rest = [
            RecognisedIntent(intent, sure=False, entities=_entities(intent, judged.said)) for intent in judged.offered
        ]
        return (rest[0]._replace(sure=judged.sure, certainty=judged.certainty), *rest[1:]) if rest else ()

    def judge(self, text: str, own: Examples = ()) -> Judged:
        """Classify `text` as `classify` does, and return the details."""
        return self._judged(text, own)

    def _judge(self, text: str, own: Examples) -> Judged:
        said = self._said(text)
        if not said.roots:
            return Judged(said, NOTHING)
        prediction = Prediction(said, self._likely(said), self._likely)
        return self._by_example(prediction, own) or self._by_a_word(prediction) or self._weighed(prediction)

    def _said(self, text: str) -> Message:
        return said_of(self.tongue, text)

    def _likely(self, said: Message) -> Probabilities:
        return self.learnt.likelihoods(said.plain, said.roots) if self.learnt else NOTHING

    def _by_example(self, prediction: Prediction, own: Examples) -> Judged | None:
        near = (self._own(own).nearest(prediction.said) if own else None) or self._near.nearest(prediction.said)
        if near is None or tie_breaks.safety(prediction):
            return None
        offered = () if near.intent == NOT_OURS else (near.intent,)
        return Judged(prediction.said, prediction.likely, near.intent, near.nearness, "near", offered)

    def _by_a_word(self, prediction: Prediction) -> Judged | None:
        suggested = self._alone.get(frozenset(prediction.said.roots), ())[:MOST]
        if not suggested or tie_breaks.safety(prediction):
            return None
        return Judged(prediction.said, prediction.likely, suggested[0], 0.0, "alone", tuple(suggested))

    def _weighed(self, prediction: Prediction) -> Judged:
        if not prediction.likely:
            return Judged(prediction.said, NOTHING)
        decided = tie_breaks.decided(prediction)
        fold = self._fold(entities.services(prediction.said))
        intent = decided.intent or _likeliest(prediction, fold)
        certainty = prediction.likely.together(fold.parts.get(fold.of.get(intent, intent), ()))
        if decided.intent:
            certainty = max(certainty, BY_WORDS)
        elif certainty >= SURE and (two := _two(prediction, intent, fold)):
            return Judged(prediction.said, prediction.likely, intent, UNSURE, "two", two)
        offered = self._offered(intent, certainty, prediction.likely)
        return Judged(prediction.said, prediction.likely, intent, certainty, decided.rule or "model", offered)

    def _fold(self, services: frozenset[str]) -> Fold:
        if services not in self._folded:
            known = self.learnt.intents if self.learnt else ()
            self._folded[services] = _fold({intent: self._folds.of(intent, services) for intent in known})
        return self._folded[services]

    def _offered(self, intent: str, certainty: float, likely: Probabilities) -> tuple[str, ...]:
        if intent == NOT_OURS and certainty >= AWAY:
            return ()
        offered: tuple[str, ...] = () if intent == NOT_OURS else (intent,)
        if offered and certainty >= SURE:
            return offered
        above = likely.above(OFFERED)
        while len(offered) < MOST and (best := self._next(offered, above)):
            offered += (best,)
        return offered

    def _next(self, offered: Sequence[str], above: Iterable[tuple[str, float]]) -> str:
        taken = {self._folds.of(each) for each in offered}
        # weights only lower a probability, so intents below OFFERED are left out before weighing
        rest = {
            each: probability * (RELATED if self._folds.of(each) in taken else 1.0)
            for each, probability in above
            if each not in offered and each != NOT_OURS
        }
        best = max(rest, key=rest.__getitem__, default="")
        return best if best and rest[best] >= OFFERED else ""

    def _suggested(self, alone: Mapping[str, Iterable[str]]) -> Mapping[frozenset[str], list[str]]:
        """Return {roots of a text: intents that the text suggests if it is the whole message}."""
        found: dict[frozenset[str], list[str]] = {}
        for intent, words in alone.items():
            for roots in dict.fromkeys(frozenset(self._said(word).roots) for word in words):
                found.setdefault(roots, []).append(intent)
        found.pop(frozenset(), None)
        return found


def _fold(of: Mapping[str, str]) -> Fold:
    parts: dict[str, list[str]] = {}
    for intent, whole in of.items():
        parts.setdefault(whole, []).append(intent)
    return Fold(of, {whole: tuple(each) for whole, each in parts.items()})


def _likeliest(prediction: Prediction, fold: Fold) -> str:
    """Return the likeliest intent of the likeliest broad intent.

    `out_of_scope` is returned only if its probability is FOREIGN or more; otherwise the next likeliest.
    """
    if prediction.likely[prediction.first] > FOREIGN:  # more than all others together
        whole = fold.of[prediction.first]
    else:
        wholes = {whole: prediction.likely.together(parts) for whole, parts in fold.parts.items()}
        ours = {each: probability for each, probability in wholes.items() if each != NOT_OURS or probability >= FOREIGN}
        whole = max(ours, key=ours.__getitem__)
    parts = fold.parts[whole]
    return parts[0] if len(parts) == 1 else max(parts, key=prediction.likely.__getitem__)


def _two(prediction: Prediction, intent: str, fold: Fold) -> tuple[str, ...]:
    """Return the two intents to offer to the person: those of two questions, or `intent` and a related one.

    Empty if only one intent is likely.
    """
    if intent != NOT_OURS and (related := _related(prediction.likely, intent, fold)):
        return intent, related
    two = two_things(prediction)
    return two if len({fold.of[each] for each in two}) == 2 else ()


def _related(likely: Probabilities, intent: str, fold: Fold) -> str:
    """Return an intent nearly as likely as `intent` and of the same broad intent; "" if there is none."""
    least = EQUAL * likely[intent]
    parts = fold.parts[fold.of[intent]]
    return next((each for each in parts if each != intent and likely[each] >= least), "")


def _counted(phrases: Mapping[str, Iterable[str]]) -> Mapping[str, int]:
    return Counter(word for said in phrases.values() for phrase in said for word in normal(phrase).split())


def _entities(intent: str, said: Message) -> Mapping[str, str]:
    if intent in _DOCUMENT_OF:
        return {"document": _DOCUMENT_OF[intent]}
    return entities.document(said) if intent in _ABOUT_A_DOCUMENT else {}


_DOCUMENT_OF = {
    "status_not_found_zags": "birth", "zags_takes_too_long": "birth",
    "status_not_found_sfr": "snils", "sfr_takes_too_long": "snils",
}  # fmt: skip
_ABOUT_A_DOCUMENT = STATUSES | LONGS
__all__ = ["SAFETY", "IntentClassifier", "Judged", "RecognisedIntent"]
