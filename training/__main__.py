"""`python -m training [FILE]`: learn from the phrases and write the model that the bot reads."""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from flows.book.loading import MODEL, phrase_digests, phrases
from flows.nlu.message import said_of
from flows.nlu.russian import Tongue
from training.learn import heat, learn, packed, rows, samples, vocabulary


def model(folder: Path | None = None) -> bytes:
    """Learn from the phrases of a folder; the same phrases give the same model."""
    said = phrases(folder)
    words = vocabulary(said)
    of = samples(said)
    tables = rows((each.text for each in of), Tongue(words))
    slots = {
        "words": words,
        "phrases": phrase_digests(folder),
        "alone": only_suggesting(phrases(folder, kind="alone"), said, Tongue(words)),
        "heat": heat(of, tables),
    }
    return packed(learn(of, tables), slots)


def only_suggesting(
    alone: Mapping[str, Sequence[str]], phrases: Mapping[str, Sequence[str]], tongue: Tongue
) -> dict[str, list[str]]:
    """Return the words that alone only suggest an intent, without those that are a whole phrase somewhere."""
    whole = {frozenset(said_of(tongue, phrase).roots) for each in phrases.values() for phrase in each}
    return {
        intent: [word for word in words if frozenset(said_of(tongue, word).roots) not in whole]
        for intent, words in alone.items()
    }


if __name__ == "__main__":
    out = Path(sys.argv[1]) if len(sys.argv) > 1 else MODEL
    made = model()
    out.write_bytes(made)
    sys.stdout.write(f"{out.name}: {len(made) / 1e6:.1f} МБ\n")
