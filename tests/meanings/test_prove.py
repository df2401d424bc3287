"""The stored model equals the one that `make model` learns from the phrases (`make prove`)."""

import subprocess
from pathlib import Path

import pytest

from bot.cli.intents import heard, summary
from flows.book.loading import MODEL, folds
from flows.nlu.intents import IntentClassifier
from flows.nlu.model import Learnt
from tests.meanings.test_measured import SETS, clean
from tests.support.root import ROOT

TRAINER = ROOT / ".venv-train" / "bin" / "python"


@pytest.mark.prove
def test_the_model_learnt_anew_is_the_same(tmp_path: Path) -> None:
    again = tmp_path / "again.bin"
    subprocess.run([TRAINER, "-m", "training", again], cwd=ROOT, check=True)
    if again.read_bytes() == MODEL.read_bytes():
        return
    # another processor rounds the last bits differently: then the intents must be the same
    classifier = IntentClassifier({}, None, Learnt(again.read_bytes()), folds())
    for name, of in SETS.items():
        found = summary([heard(message, classifier, folds()) for message in of])
        assert found.accuracy == pytest.approx(summary(clean(name)).accuracy, abs=0.005)
