"""The buttons that people saw in the stories: no label is cut on a phone, in any messenger."""

import re

from bot.messages.widths import fits
from tests.support.root import TESTS

ROW, LABEL = re.compile(r"    (\[.*\])"), re.compile(r"\[([^\]]*)\]")


def test_no_label_of_any_story_is_cut() -> None:
    """Also labels of lists and of names that people typed, which `bot check` cannot know."""
    cut = set[str]()
    for story in sorted((TESTS / "stories").glob("*.story")):
        for line in story.read_text(encoding="utf-8").splitlines():
            labels = LABEL.findall(line) if ROW.fullmatch(line) else []
            cut |= {f"{story.stem}: {label}" for label in labels if not fits(label, len(labels))}
    assert cut == set()
