"""`python -m training`: learn the phrases anew and write the model that the bot reads."""

import sys
from pathlib import Path

from flows.hearing.tongue import Tongue
from flows.loading import MODEL, phrase_digests, phrases
from training.learn import heat, learn, packed, rows, samples, vocabulary


def model(folder: Path | None = None) -> bytes:
    """Learn the phrases of a folder; the same phrases give the same model."""
    said = phrases(folder)
    words = vocabulary(said)
    of = samples(said)
    tables = rows((each.text for each in of), Tongue(words))
    told = {
        "words": words,
        "phrases": phrase_digests(folder),
        "alone": {meaning: list(alone) for meaning, alone in phrases(folder, kind="alone").items()},
        "heat": heat(of, tables),
    }
    return packed(learn(of, tables), told)


if __name__ == "__main__":
    made = model()
    MODEL.write_bytes(made)
    sys.stdout.write(f"{MODEL.name}: {len(made) / 1e6:.1f} МБ\n")
