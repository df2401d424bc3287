"""Commit subjects read as CONTRIBUTING asks: `area: Imperative sentence`, and a body that says why."""

import re
import shutil
import subprocess

import pytest

from tests.support.root import ROOT

SINCE = "2026-12-01T04:45:00+00:00"  #: the rule is younger than most of the history
SUBJECT = re.compile(r"^[a-z][a-z0-9/_,& -]*: [A-ZА-ЯЁ«`][^\n]*[^.\s]$")
#: Third person, past tense and gerunds: what a commit did instead of what it does
NOT_AN_ORDER = re.compile(
    r"^[^:]+: (?!Bring|Feed|Need|Embed|Speed|Exceed|Proceed|Seed)"
    r"(?:\w+(?:ed|ing)|Adds|Fixes|Makes|Moves|Removes|Renames|Uses|Keeps|Gives|Says)\b"
)
LONGEST = 100


def commits() -> list[tuple[str, str]]:
    """Give (subject, body) of every commit the rule applies to; empty outside a checkout."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return []
    command = ["git", "log", "--no-merges", f"--since={SINCE}", "--format=%s%x1f%b%x1e"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout
    parted = (each.strip("\n").partition("\x1f") for each in told.split("\x1e") if each.strip())
    return [(subject, body.strip()) for subject, _, body in parted]


def wrong(subject: str, body: str) -> str:
    """Say what is wrong with a commit's message; empty when nothing is."""
    if not SUBJECT.match(subject):
        return "write `area: Imperative sentence`, without a full stop"
    if NOT_AN_ORDER.match(subject):
        return "write an order: «Add», not «Added» or «Adds»"
    if len(subject) > LONGEST:
        return f"keep the subject within {LONGEST} characters"
    return "" if body else "say why in a body"


def test_every_commit_says_what_and_why() -> None:
    """Only commits made since the rule."""
    faults = {subject: fault for subject, body in commits() if (fault := wrong(subject, body))}
    assert faults == {}


@pytest.mark.parametrize(
    ("subject", "body", "fault"),
    [
        ("vk: Count every call", "The pace counted sends only.", ""),
        ("vk, telegram: Count every call", "The pace counted sends only.", ""),
        ("vk: Bring calls to an even pace", "The platform refused bursts.", ""),
        ("vk, telegram: Counted every call", "Why.", "order"),
        ("vk: count every call", "Why.", "area"),
        ("Count every call", "Why.", "area"),
        ("vk: Counted every call", "Why.", "order"),
        ("vk: Count every call.", "Why.", "full stop"),
        ("vk: Count every call", "", "body"),
    ],
)
def test_the_rule_knows_good_from_bad(subject: str, body: str, fault: str) -> None:
    """The rule itself."""
    said = wrong(subject, body)
    assert bool(said) == bool(fault)
    assert fault in said
