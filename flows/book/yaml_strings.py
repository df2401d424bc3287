"""Reads YAML with every scalar as a string, with line numbers, and reports repeated keys as faults.

Plain PyYAML reads `yes` as True and `12:30` as 750, and silently uses the second of two equal keys.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from flows.book.errors import Fault

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  #: libyaml if it is installed: ten times faster

DEEPEST = 100  #: levels of a document


class ParsedYaml(NamedTuple):
    """The value of a YAML document, and the line number (from 1) of each path in it."""

    value: Any
    lines: Mapping[tuple[str | int, ...], int]
    faults: list[Fault]

    def line(self, path: tuple[str | int, ...]) -> int:
        """Return the line number of a path of keys. If it is unknown, return the line of the nearest parent."""
        known = [step for step in path if not isinstance(step, str) or step]
        while known and tuple(known) not in self.lines:
            known.pop()
        return self.lines.get(tuple(known), 1)


def read(text: str, name: str) -> ParsedYaml:
    """Parse one document. Invalid YAML is returned as a fault with its line, not raised as an exception."""
    try:
        if nests_deeply(text):
            return ParsedYaml({}, {}, [Fault("yaml", f"{name}:1", f"вложено глубже {DEEPEST} уровней")])
        node = yaml.compose(text, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        at = error.problem_mark.line + 1 if error.problem_mark else 1
        return ParsedYaml({}, {}, [Fault("yaml", f"{name}:{at}", f"не читается как YAML: {error.problem}")])
    except yaml.YAMLError:
        return ParsedYaml({}, {}, [Fault("yaml", f"{name}:1", "не читается как YAML: непонятный знак")])
    reading = _Reading(name)
    value = reading.value(node, ()) if node else {}
    return ParsedYaml(value, reading.lines, reading.faults)


def nests_deeply(text: str) -> bool:
    """Return True if a YAML text is nested deeper than DEEPEST. libyaml would overflow the stack at some thousands.

    Raises yaml.YAMLError.
    """
    # each level needs one of these or a longer indentation, so that few texts need the slower look
    if sum(text.count(each) for each in ("[", "{", "- ", "? ")) <= DEEPEST and len(text) < DEEPEST**2:
        return False
    depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            return True
    return False


class _Reading:
    def __init__(self, name: str) -> None:
        self.name = name
        self._seen: set[int] = set()
        self.lines: dict[tuple[str | int, ...], int] = {}
        self.faults: list[Fault] = []

    def value(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:  # a few such links would make billions of values
            at = f"{self.name}:{node.start_mark.line + 1}"
            self.faults.append(Fault("yaml", at, "ссылки «&имя» и «*имя» не поддерживаются: напишите значение ещё раз"))
            return ""
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, n)) for n, each in enumerate(node.value)]
        return str(node.value)

    def mapping(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key, at = str(key_node.value), key_node.start_mark.line + 1
            if key in found:
                self.faults.append(Fault("said_twice", f"{self.name}:{at}", f"ключ «{key}» написан дважды"))
            self.lines[(*path, key)] = at
            found[key] = self.value(value_node, (*path, key))
        return found
