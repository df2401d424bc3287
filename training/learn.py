"""Learn the weights of every feature for every intent: a linear classifier on character n-grams and words."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random
from typing import NamedTuple
from zlib import compress

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.model_selection import StratifiedKFold
from sklearn.preprocessing import normalize
from sklearn.svm import LinearSVC

from flows.nlu.features import LETTER_ROWS, WORD_ROWS, of_letters, of_words
from flows.nlu.message import said_of
from flows.nlu.packed import MIDDLE
from flows.nlu.russian import Tongue
from flows.text.normal import normal
from training import corruptions

SEED = 7
FOLDS = 5  #: parts of the phrases for cross-validation: each is scored by a machine learnt from the others
STRICTNESS = 0.5  #: LinearSVC's C, chosen on tests/meanings/dev.csv
SPOILED = ("latin", "glued", "slips")
SPOILED_WEIGHT = 0.3  #: weight of a corrupted phrase; the original has 1
ROWS = (LETTER_ROWS, WORD_ROWS)


class Sample(NamedTuple):
    """A text, its intent, and its weight."""

    text: str
    intent: str
    weight: float = 1.0


class Machine(NamedTuple):
    """A learnt classifier: the weights of every row and intent, a block per kind of row; the rows' rarity; the bias."""

    intents: Sequence[str]
    blocks: Sequence[np.ndarray]
    rarity: Sequence[np.ndarray]
    bias: np.ndarray


def vocabulary(phrases: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Count the Russian words of all phrases."""
    counts = Counter(word for said in phrases.values() for phrase in said for word in normal(phrase).split())
    return {word: count for word, count in sorted(counts.items()) if not any("a" <= char <= "z" for char in word)}


def samples(phrases: Mapping[str, Iterable[str]]) -> list[Sample]:
    """Return every phrase as written, and once with every corruption."""
    chance = Random(SEED)  # noqa: S311 chance with a seed
    whole = [Sample(phrase, intent) for intent, said in sorted(phrases.items()) for phrase in said]
    spoiled = [
        Sample(corruptions.ALL[kind](each.text, chance), each.intent, SPOILED_WEIGHT)
        for kind in SPOILED
        for each in whole
    ]
    return whole + spoiled


def rows(texts: Iterable[str], tongue: Tongue) -> tuple[csr_matrix, csr_matrix]:
    """Return the rows of texts as two binary matrices."""
    heard = [said_of(tongue, text) for text in texts]
    letters, words = (of_letters(each.plain) for each in heard), (of_words(each.roots) for each in heard)
    return _table(letters, LETTER_ROWS), _table(words, WORD_ROWS)


def _table(found: Iterable[set[int]], wide: int) -> csr_matrix:
    sets = [sorted(each) for each in found]
    ends = np.cumsum([0, *map(len, sets)])
    flat = [row for each in sets for row in each]
    return csr_matrix((np.ones(len(flat), dtype=np.float64), flat, ends), shape=(len(sets), wide))


def learn(of: Sequence[Sample], tables: Sequence[csr_matrix]) -> Machine:
    """Learn from samples, whose rows are `tables`."""
    rarity = [_rarity(table) for table in tables]
    machine = LinearSVC(C=STRICTNESS, random_state=SEED, max_iter=5000)
    machine.fit(_joined(tables, rarity), [each.intent for each in of], sample_weight=[each.weight for each in of])
    weights = np.split(machine.coef_.T, [LETTER_ROWS])
    blocks = [weight * rare[:, None] for weight, rare in zip(weights, rarity, strict=True)]
    return Machine([str(each) for each in machine.classes_], blocks, rarity, machine.intercept_)


def _rarity(table: csr_matrix) -> np.ndarray:
    many = table.shape[0]
    return np.log((1 + many) / (1 + np.asarray(table.sum(axis=0))[0])) + 1


def _joined(tables: Sequence[csr_matrix], rarity: Sequence[np.ndarray]) -> csr_matrix:
    return hstack([normalize(table.multiply(rare).tocsr()) for table, rare in zip(tables, rarity, strict=True)]).tocsr()


def judge(machine: Machine, tables: Sequence[csr_matrix]) -> np.ndarray:
    """Return the score of every intent for texts whose rows are `tables`."""
    whole = machine.bias[None, :]
    for table, block, rare in zip(tables, machine.blocks, machine.rarity, strict=True):
        length = np.sqrt(np.asarray(table @ (rare**2)))
        whole = whole + (table @ block) / np.maximum(length, 1e-9)[:, None]
    return whole


def heat(of: Sequence[Sample], tables: Sequence[csr_matrix]) -> float:
    """Find the divisor of scores that calibrates the probabilities, on phrases held out from learning."""
    whole = np.array([each.weight == 1.0 for each in of])
    intents = np.array([each.intent for each in of])
    first = int(whole.sum())
    parts = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(np.zeros(first), intents[:first])
    scores, right = [], []
    for taught, asked in parts:
        keep = np.concatenate([taught + first * turn for turn in range(len(of) // first)])
        machine = learn([of[at] for at in keep], [table[keep] for table in tables])
        scores.append(judge(machine, [table[asked] for table in tables]))
        right.append([machine.intents.index(intent) for intent in intents[asked]])
    return _coolest(np.vstack(scores), np.concatenate(right))


def _coolest(scores: np.ndarray, right: np.ndarray) -> float:
    tried = [round(0.05 + 0.01 * step, 2) for step in range(60)]
    return min(tried, key=lambda each: _surprise(scores / each, right))


def _surprise(scores: np.ndarray, right: np.ndarray) -> float:
    top = scores.max(axis=1, keepdims=True)
    whole = np.log(np.exp(scores - top).sum(axis=1)) + top[:, 0]
    return float((whole - scores[np.arange(len(right)), right]).mean())


def packed(machine: Machine, slots: Mapping[str, object]) -> bytes:
    """Write a machine in the format of `flows.nlu.model`, with one byte per weight."""
    units = [float(np.abs(block).max()) / (MIDDLE - 1) for block in machine.blocks]
    head = json.dumps(
        {**slots, "meanings": machine.intents, "bias": [round(float(b), 6) for b in machine.bias], "units": units},
        ensure_ascii=False,
    ).encode()
    rest = b"".join(
        np.clip(np.rint(block / unit) + MIDDLE, 0, 255).astype(np.uint8).tobytes() + (rare**2).astype("<f4").tobytes()
        for block, rare, unit in zip(machine.blocks, machine.rarity, units, strict=True)
    )
    return compress(len(head).to_bytes(4, "little") + head + rest, 9)
