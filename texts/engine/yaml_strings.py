"""Reads YAML with every scalar as a string and with line numbers. A repeated key is a mistake.

Plain PyYAML reads `no` as False and `12:30` as 750, and silently keeps the second of two equal keys.
"""

from dataclasses import dataclass, field
from pathlib import Path

import yaml

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml if it is installed: ten times faster

LARGEST, DEEPEST = 512 * 1024, 100  #: bytes of a file, and levels in it

Tree = str | list["Tree"] | dict[str, "Tree"]
Keys = tuple[str, ...]


@dataclass
class Sheet:
    """One parsed YAML file: its tree of strings, the line of every key, and the mistakes found so far."""

    path: Path
    shown: str = ""
    tree: Tree = field(default_factory=dict)
    lines: dict[Keys, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def complain(self, keys: Keys, sentence: str) -> None:
        """Add a mistake at the path `keys`, with the file and the line of this path or of its nearest known parent."""
        self.problems.append(f"{self.place(keys)}: {sentence}")

    def place(self, keys: Keys) -> str:
        """Return the file and the line of the path `keys`, or of its nearest known parent."""
        while keys and keys not in self.lines:
            keys = keys[:-1]
        return f"{self.shown}:{self.lines.get(keys, 1)}"


def read(path: Path, shown: str = "") -> Sheet:
    """Read one file. Mistakes are collected in `problems`, with `shown` as the name of the file. Nothing is raised."""
    sheet = Sheet(path, shown or str(path))
    try:
        if path.stat().st_size > LARGEST:
            raise Unbounded(f"файл больше {LARGEST // 1024} КБ: это не тот файл.")
        text = path.read_text(encoding="utf-8-sig")
        if nests_deeply(text):
            raise Unbounded(f"вложено глубже {DEEPEST} уровней: проверьте скобки и отступы.")
        node = yaml.compose(text, Loader=LOADER)
    except Unbounded as error:
        sheet.complain((), str(error))
    except OSError:
        sheet.complain((), "файл не читается: проверьте, что он на месте.")
    except UnicodeDecodeError:
        sheet.complain((), "файл не в кодировке UTF-8: сохраните его в UTF-8.")
    except yaml.YAMLError as error:
        sheet.problems.append(_broken(sheet.shown, error))
    else:
        sheet.tree = _Reading(sheet).tree(node, ()) if node else {}
    return sheet


class Unbounded(Exception):
    """A file is too large or too deeply nested to be parsed."""


def nests_deeply(text: str) -> bool:
    """Return True if a YAML text is nested deeper than DEEPEST. libyaml would overflow the stack at some thousands."""
    # each level needs one of these or a longer indentation, so that few texts need the slower look
    if sum(text.count(each) for each in ("[", "{", "- ", "? ")) <= DEEPEST and len(text) < DEEPEST**2:
        return False
    depth = 0
    try:
        for event in yaml.parse(text, Loader=LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                return True
    except yaml.YAMLError:
        return False  # told by what parses the text
    return False


def _broken(shown: str, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    line = mark.line + 1 if mark else 1
    reason = getattr(error, "problem", None) or "непонятный знак"
    return f"{shown}:{line}: YAML не разбирается ({reason}): проверьте отступы, кавычки и двоеточия."


class _Reading:
    """Converts the nodes of PyYAML into strings, lists and dicts."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._seen: set[int] = set()

    def tree(self, node: yaml.Node, keys: Keys) -> Tree:
        self._sheet.lines.setdefault(keys, node.start_mark.line + 1)
        if id(node) in self._seen:
            self._sheet.complain(keys, "ссылки «&имя» и «*имя» не поддерживаются: напишите значение ещё раз.")
            return ""
        self._seen.add(id(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, keys)
            case yaml.SequenceNode():
                return [self.tree(item, (*keys, str(number))) for number, item in enumerate(node.value)]
            case _:
                return str(node.value)

    def _mapping(self, node: yaml.MappingNode, keys: Keys) -> Tree:
        found: dict[str, Tree] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self._say(line, "ключом может быть только слово.")
            elif key_node.value in found:
                self._say(line, f"ключ «{key_node.value}» уже был выше: оставьте один.")
            else:
                self._sheet.lines[(*keys, key_node.value)] = line
                found[key_node.value] = self.tree(value_node, (*keys, key_node.value))
        return found

    def _say(self, line: int, sentence: str) -> None:
        self._sheet.problems.append(f"{self._sheet.shown}:{line}: {sentence}")
