"""`python -m tests.missed`: plays every story and lists the states and buttons that none of them visits."""

import asyncio
import sys
import tempfile
from pathlib import Path

from bot.app.wiring import words
from tests.world import Seen, played

FOLDER = Path(__file__).parent / "stories"


async def missed(*prefixes: str) -> list[str]:
    """Play all stories and give what they miss of the flows named (all when none is)."""
    of, seen = words(), Seen()
    for path in sorted(FOLDER.glob("*.story")):
        with tempfile.TemporaryDirectory() as folder:
            await played(of, path.read_text(encoding="utf-8"), Path(folder), seen)
    return [each for each in seen.missed(of.book) if not prefixes or each.split("/")[0] in prefixes]


if __name__ == "__main__":
    sys.stdout.write("\n".join(asyncio.run(missed(*sys.argv[1:]))) + "\n")
