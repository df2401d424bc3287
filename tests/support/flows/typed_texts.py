"""Typed input for tests of general properties: messages, phrases, words, and texts spliced of two others."""

from random import Random

from bot.cli.intents import messages
from flows.book.loading import folds, phrase_digests, phrases
from flows.text.normal import normal
from tests.support.root import TESTS
from tests.support.shipped import CLASSIFIER

SETS = sorted((TESTS / "meanings").glob("*.csv"))
INTENTS = {folds().of(intent) for intent in phrase_digests()}
MESSAGES = [message.text for file in SETS for message in messages(file, INTENTS)]
PHRASES = [phrase for each in phrases().values() for phrase in each]
TEXTS = [*MESSAGES, *PHRASES, *CLASSIFIER.tongue.words]


def spliced(texts: list[str], count: int) -> list[str]:
    """Return texts with the beginning of one and the end of another, so that phrases stand in unexpected positions."""
    chance = Random(14)
    pairs = [(chance.choice(texts).split(), chance.choice(texts).split()) for _ in range(count)]
    return [" ".join([*one[: len(one) // 2], *other[len(other) // 2 :]]) for one, other in pairs]


FORMS = [normal(text) for text in (*TEXTS, *spliced([*MESSAGES, *PHRASES], 2000))]
