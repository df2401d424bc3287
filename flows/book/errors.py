"""The errors of this package.

FlowError
└── BrokenBook      the book cannot be read or is inconsistent; holds every fault found
"""

from typing import NamedTuple


class Fault(NamedTuple):
    """One fault of the book: the rule that is broken, where, and what to do about it (in Russian)."""

    rule: str
    where: str  #: `library/status.yaml:12`
    says: str

    def __str__(self) -> str:
        """Return the fault as one line."""
        return f"{self.where}: {self.says} [{self.rule}]"


class FlowError(Exception):
    """The base class of all errors of the package `flows`."""


class BrokenBook(FlowError):
    """The book cannot be read. Fix the listed faults and run `python -m bot check`."""

    def __init__(self, faults: list[Fault]) -> None:
        """Store all faults found in the book."""
        super().__init__("\n".join(map(str, faults)))
        self.faults = faults
