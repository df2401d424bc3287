"""Values that the process caches between transactions. A rollback restores them."""

from collections.abc import Mapping

import msgspec

from flows.values.examples import Examples


class Memory(msgspec.Struct):
    """Cached values. They are committed and rolled back together with the rows."""

    #: False until the first claim. Deliveries that are `in_hand` at that moment were claimed by a process that died.
    #: This is not checked on opening, because the command line may open the file while the bot has deliveries in hand.
    claims: bool = False
    examples: Mapping[str, Examples] | None = None  #: by school; None: to be read again
    skipped: int = 0  #: number of deliveries that the claims of this transaction deleted

    def begin(self) -> tuple[bool, Mapping[str, Examples] | None]:
        """Begin a transaction. Return the cached values before it, to be given to `restore` after a rollback."""
        self.skipped = 0
        return self.claims, self.examples

    def restore(self, before: tuple[bool, Mapping[str, Examples] | None]) -> None:
        """Restore the cached values that `begin` returned, because the transaction was rolled back."""
        self.claims, self.examples = before
