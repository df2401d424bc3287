"""`python -m tests.support.book.unvisited` plays every story and lists the states and buttons that none visits."""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.app.wiring import content
from tests.support.root import TESTS
from tests.support.world import Seen, played

FOLDER = TESTS / "stories"


async def missed(*prefixes: str) -> list[str]:
    """Play all stories; return the unvisited states and buttons of the named flows (of all, if none is named)."""
    of, seen = content(), Seen()
    for path in sorted(FOLDER.glob("*.story")):
        with tempfile.TemporaryDirectory() as folder:
            await played(of, path.read_text(encoding="utf-8"), Path(folder), seen)
    return [each for each in seen.missed(of.book) if not prefixes or each.split("/")[0] in prefixes]


if __name__ == "__main__":
    sys.stdout.write("\n".join(asyncio.run(missed(*sys.argv[1:]))) + "\n")
