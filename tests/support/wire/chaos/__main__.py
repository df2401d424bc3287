"""Run the chaos with a seed: `python -m tests.support.wire.chaos 7 folder`. The last line printed is JSON."""

from tests.support.wire.chaos.virtual_time import begin

EPOCH = 1795255200.0  #: Saturday, 21 November 2026, 10:00 UTC

loop = begin(EPOCH)  # before anything of the bot is imported

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from tests.support.wire.chaos.town import lived  # noqa: E402

if __name__ == "__main__":
    folder = Path(sys.argv[2])
    folder.mkdir(exist_ok=True)
    loop.run_until_complete(lived(loop, int(sys.argv[1]), folder))
