"""Small broken books, one a rule: a folder holds the files that differ from the good book in `whole`.

`rule.what` is a second way to break a rule. The comment «здесь» stands on the line the fault must name.
"""

import shutil
from pathlib import Path
from typing import NamedTuple

from flows.book.loading import Library, library

HERE = Path(__file__).parent
BROKEN = sorted(
    folder.name for folder in HERE.iterdir() if folder.is_dir() and folder.name not in {"whole", "__pycache__"}
)


class Home(NamedTuple):
    """A book laid out on disk as the program's own folders are."""

    flows: Path
    texts: Path

    @property
    def library(self) -> Library:
        """Read the flows."""
        return library(self.flows / "library")


def laid_out(name: str, folder: Path) -> Home:
    """Lay the good book out in a folder, with the files of a broken one over it."""
    for each in ("whole", name):
        shutil.copytree(HERE / each, folder, dirs_exist_ok=True)
    return Home(folder / "flows", folder / "texts")


def marked(home: Home) -> str:
    """Give `library/extra.yaml:7` of the line marked «здесь», empty when none is."""
    for path in sorted((home.flows / "library").glob("*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if "# здесь" in line:
                return f"library/{path.name}:{number}"
    return ""
