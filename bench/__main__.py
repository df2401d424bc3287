"""`make bench`: print the measurements."""

import asyncio

from bench import broadcast, classes, turn

if __name__ == "__main__":
    print("\n".join(turn.report(turn.measured())))
    print("\n".join(["", *classes.report(asyncio.run(classes.measured()))]))
    print("\n".join(["", *broadcast.report(broadcast.measured())]))
