"""The table that maps every intent to one of the 24 broad intents."""

from collections.abc import Collection, Mapping

Folded = str | Mapping[str, str]  #: a broad intent, or {service named in the text: broad intent} with the key `else`


class Folds:
    """The table of `flows/folds.yaml`, which groups intents into broad intents."""

    def __init__(self, table: Mapping[str, Folded]) -> None:
        """Store the table {intent: its broad intent}. An intent that is not in it is its own broad intent."""
        self._table = table

    def of(self, intent: str, services: Collection[str] = ()) -> str:
        """Return the broad intent of `intent`. For some intents it depends on the `services` that the text names."""
        found = self._table.get(intent, intent)
        if isinstance(found, str):
            return found
        return next((whole for service, whole in found.items() if service in services), found["else"])

    def names(self) -> set[str]:
        """Return every intent and broad intent in the table."""
        wholes = {
            each for found in self._table.values() for each in ([found] if isinstance(found, str) else found.values())
        }
        return {*self._table, *wholes}
