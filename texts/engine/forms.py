"""Reads a mapping of a YAML file key by key. Mistakes are collected in the file's Sheet, and nothing is raised."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date

from texts.engine.yaml_strings import Keys, Sheet, Tree

#: The value of a term: a number and a unit, as calendars and timers read it.
TERM = re.compile(r"[1-9]\d{0,3} (minute|hour|day|working_day)s?")


@dataclass
class Form:
    """Reads the values of one mapping. An invalid value is recorded in the Sheet as a mistake and returned as empty."""

    sheet: Sheet
    keys: Keys = ()
    values: dict[str, Tree] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, sheet: Sheet, tree: Tree, keys: Keys = ()) -> "Form":
        """Return a reader of the mapping `tree` at the path `keys` of the file. Add a mistake if `tree` is not one."""
        if isinstance(tree, dict):
            return cls(sheet, keys, tree)
        sheet.complain(keys, "здесь должен быть список вида «ключ: значение».")
        return cls(_blank(sheet))

    def complain(self, key: str, sentence: str) -> None:
        """Add a mistake at `key` to the Sheet of the YAML file."""
        self.sheet.complain((*self.keys, key), sentence)

    def place(self, key: str) -> str:
        """Return the file and the line of a key, for error messages."""
        return self.sheet.place((*self.keys, key))

    def has(self, key: str) -> bool:
        """Return whether the mapping has a key."""
        return key in self.values

    def text(self, key: str) -> str:
        """Return the required string under `key`. If it is absent, add a mistake and return an empty string."""
        if not self.has(key):
            self.asked.add(key)
            self.sheet.complain(self.keys, f"не хватает ключа «{key}».")
            return ""
        return self.optional(key) or ""

    def optional(self, key: str) -> str | None:
        """Return the string under `key`; None if the key is absent. An empty string is a mistake."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            return None
        if isinstance(value, str) and value.strip():
            return value.strip()
        self.complain(key, f"у «{key}» должно быть одно непустое значение.")
        return None

    def matching(self, key: str, pattern: re.Pattern[str], example: str) -> str:
        """Return the required string under `key`, which must match `pattern`. The error message shows `example`."""
        value = self.text(key)
        if value and not pattern.fullmatch(value):
            self.complain(key, f"«{key}»: «{value}» не подходит, нужно например «{example}».")
        return value

    def one_of(self, key: str, words: Collection[str]) -> str:
        """Return the required string under `key`, which must be one of `words`."""
        value = self.text(key)
        if value and value not in words:
            self.complain(key, f"«{key}»: «{value}» не подходит, можно только: {', '.join(words)}.")
        return value

    def flag(self, key: str, *, default: bool | None = None) -> bool:
        """Return the yes or no under `key` as a bool. The key is required if `default` is None."""
        if default is not None and not self.has(key):
            self.asked.add(key)
            return default
        return self.one_of(key, ("yes", "no")) == "yes"

    def day(self, key: str) -> date:
        """Return the required date under `key`, written as 2026-11-21."""
        return self._day(key, self.text(key)) or date.min

    def optional_day(self, key: str) -> date | None:
        """Return the date under `key`; None if the key is absent."""
        return self._day(key, self.optional(key) or "")

    def part(self, key: str) -> "Form":
        """Return a reader of the mapping under `key`. If it is absent, add a mistake and return an empty reader."""
        self.asked.add(key)
        if self.has(key):
            return Form.of(self.sheet, self.values[key], (*self.keys, key))
        self.sheet.complain(self.keys, f"не хватает раздела «{key}».")
        return Form(_blank(self.sheet))

    def parts(self, key: str) -> Iterator["Form"]:
        """Yield a reader of every mapping in the list under `key`; nothing if the key is absent."""
        self.asked.add(key)
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.complain(key, f"«{key}» — это список: каждая строка начинается с «-».")
            return
        for number, item in enumerate(value):
            yield Form.of(self.sheet, item, (*self.keys, key, str(number)))

    def named(self) -> Iterator[tuple[str, "Form"]]:
        """Yield (key, reader of the mapping under it) for every key."""
        for name, tree in self.values.items():
            self.asked.add(name)
            yield name, Form.of(self.sheet, tree, (*self.keys, name))

    def close(self) -> None:
        """Add a mistake for every key that was not read, because it is usually a typing error."""
        for key in self.values.keys() - self.asked:
            self.complain(key, f"ключ «{key}» неизвестен, можно: {', '.join(sorted(self.asked))}.")

    def _day(self, key: str, value: str) -> date | None:
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.complain(key, f"«{key}»: «{value}» не дата, нужно например «2026-11-21».")
            return None


def _blank(sheet: Sheet) -> Sheet:
    """Return an empty Sheet for a missing section. Mistakes in it are not reported, so missing keys are not either."""
    return Sheet(sheet.path, sheet.shown)
