"""The errors of this package.

FlowError
└── BrokenBook      the book cannot be read or does not hold together; carries every fault found
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One thing wrong with the book: the rule it breaks, where, and what to do, in Russian."""

    rule: str
    where: str  #: `library/status.yaml:12`
    says: str

    def __str__(self) -> str:
        """Give the fault as one line."""
        return f"{self.where}: {self.says} [{self.rule}]"


class FlowError(Exception):
    """Something is wrong with the flows."""


class BrokenBook(FlowError):
    """The book cannot be read. Every fault is listed; mend them and run `python -m bot check`."""

    def __init__(self, faults: list[Fault]) -> None:
        """Keep all faults, not only the first."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
