"""The table that maps every intent to one of the 24 broad intents."""

from collections.abc import Collection, Mapping

Folded = str | Mapping[str, str]  #: a broad intent, or one for each service the text may name, and `else`


class Folds:
    """The table of `flows/folds.yaml`."""

    def __init__(self, table: Mapping[str, Folded]) -> None:
        """Take the table; an intent absent from it is its own broad intent."""
        self._table = table

    def of(self, intent: str, services: Collection[str] = ()) -> str:
        """Return the broad intent of an intent in a text that names `services`."""
        found = self._table.get(intent, intent)
        if isinstance(found, str):
            return found
        return next((whole for service, whole in found.items() if service in services), found["else"])

    def names(self) -> set[str]:
        """Return all intents and broad intents of the table."""
        wholes = {
            each for found in self._table.values() for each in ([found] if isinstance(found, str) else found.values())
        }
        return {*self._table, *wholes}
