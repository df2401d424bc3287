"""Which of the 24 intents of parents' messages every finer meaning is a part of."""

from collections.abc import Collection, Iterable, Mapping

Folded = str | Mapping[str, str]  #: an intent, or one a service named in the text, `else` where none is


class Folds:
    """The table of `flows/folds.yaml`."""

    def __init__(self, table: Mapping[str, Folded]) -> None:
        """Keep the table; what it does not name folds onto itself."""
        self._table = table
        self._of: dict[frozenset[str], Wholes] = {}

    def of(self, meaning: str, services: Collection[str] = ()) -> str:
        """Give the intent of a meaning, said of `services` (told.services)."""
        found = self._table.get(meaning, meaning)
        if isinstance(found, str):
            return found
        return next((whole for service, whole in found.items() if service in services), found["else"])

    def said_of(self, services: Iterable[str]) -> "Wholes":
        """Give the intents of all meanings, said of `services`; worked out once for the same services."""
        named = frozenset(services)
        return self._of.setdefault(named, Wholes(self, named))

    def names(self) -> set[str]:
        """Give all meanings and intents the table names."""
        wholes = {
            each for found in self._table.values() for each in ([found] if isinstance(found, str) else found.values())
        }
        return {*self._table, *wholes}


class Wholes(dict[str, str]):
    """Intents by meaning, each looked up in the table the first time it is asked for."""

    def __init__(self, of: Folds, services: Collection[str]) -> None:
        """Keep what is looked up in."""
        super().__init__()
        self._folds, self._services = of, services

    def __missing__(self, meaning: str) -> str:
        """Look it up."""
        self[meaning] = self._folds.of(meaning, self._services)
        return self[meaning]
