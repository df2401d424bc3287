"""Which of the 24 intents of parents' messages every finer meaning is a part of."""

from collections.abc import Collection, Mapping

Folded = str | Mapping[str, str]  #: an intent, or one a service named in the text, `else` where none is


class Folds:
    """The table of `flows/folds.yaml`."""

    def __init__(self, table: Mapping[str, Folded]) -> None:
        """Keep the table; what it does not name folds onto itself."""
        self._table = table

    def of(self, meaning: str, services: Collection[str] = ()) -> str:
        """Give the intent of a meaning, said of `services` (told.services)."""
        found = self._table.get(meaning, meaning)
        if isinstance(found, str):
            return found
        return next((whole for service, whole in found.items() if service in services), found["else"])

    def names(self) -> set[str]:
        """Give all meanings and intents the table names."""
        wholes = {
            each for found in self._table.values() for each in ([found] if isinstance(found, str) else found.values())
        }
        return {*self._table, *wholes}
