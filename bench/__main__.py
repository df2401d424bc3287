"""`make bench`: prints what was measured."""

from bench import broadcast
from bench.turn import measured, report

if __name__ == "__main__":
    print("\n".join([*report(measured()), "", *broadcast.report(broadcast.measured())]))
