"""What the process remembers of a file between transactions. A rollback restores it."""

from collections.abc import Mapping

import msgspec

from flows.values.examples import Examples


class Memory(msgspec.Struct):
    """State that belongs to the transaction as rows do."""

    #: False until the first claim: whatever is in hand before it was claimed by a process that died. Asked at the first
    #: claim and not on opening, because the command line opens the file too while the bot has deliveries in hand.
    claims: bool = False
    examples: Mapping[str, Examples] | None = None  #: by school; None: to be read
    skipped: int = 0  #: deliveries that the claims of this transaction removed

    def begin(self) -> tuple[bool, Mapping[str, Examples] | None]:
        """Begin a transaction, and return what `restore` takes."""
        self.skipped = 0
        return self.claims, self.examples

    def restore(self, before: tuple[bool, Mapping[str, Examples] | None]) -> None:
        """Undo what the transaction changed."""
        self.claims, self.examples = before
