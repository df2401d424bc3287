"""The templates of a folder: their sources, and the names and slots each needs, including the templates it includes."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import jinja2
from jinja2 import nodes

from texts.engine.errors import RenderError, UnknownTextError
from texts.engine.templating.cache import Cache
from texts.engine.templating.compiled import Compiled
from texts.engine.templating.environment import environment
from texts.engine.templating.simple import is_simple, reading_of
from texts.engine.templating.words import FACT, TOLD, Reading, as_tuple, reading, reading_from

_PATH = re.compile(r"[a-z][a-z0-9_]*/[a-z_][a-z0-9_]*")  # «_piece.j2» is only included, and is not the text of a state


class Asked(NamedTuple):
    """What a text uses from its context: top-level names, slots (`words`), and whether it uses `now` (`moment`).

    `moment` stays False if only a filter uses the date of `now`.
    """

    names: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    moment: bool = False

    def with_(self, other: "Asked") -> "Asked":
        """Return the union of this value and `other`: what the two texts use."""
        return Asked(self.names | other.names, self.words | other.words, self.moment or other.moment)


class Templates:
    """The sources of all templates by path, and the names each uses (its Reading), computed on first use."""

    def __init__(self, sources: Mapping[str, str], folder: Path) -> None:
        self.sources = sources
        self.cache = Cache(folder)
        self.loader = Compiled(self._loaded, self.cache)
        self._folder = folder.name
        self._parser = environment(self.loader, {}, markup=True)
        self._readings: dict[str, Reading] = {}

    def shown(self, path: str) -> str:
        """Return the file name of a template for error messages: «texts/status/manual.j2»."""
        return f"{self._folder}/{path}.j2"

    def source(self, path: str) -> str:
        """Return the source of a template. Raises UnknownTextError."""
        if path not in self.sources:
            raise UnknownTextError(path)
        return self.sources[path]

    def reading(self, path: str) -> Reading:
        """Return the names that a template itself uses. Raises RenderError if the template does not parse."""
        if path not in self._readings:
            self._readings[path] = self._read(path)
        return self._readings[path]

    def read(self, source: str, file: str) -> Reading:
        """Return the names that the source of a template or a label uses. Raises RenderError if it does not parse."""
        return reading_of(source) if is_simple(source) else self._parsed(source, file)[0]

    def _read(self, path: str) -> Reading:
        source = self.source(path)
        if is_simple(source):
            return reading_of(source)
        if kept := self.cache.get("reading", source):
            return reading_from(kept)
        found, tree = self._parsed(source, self.shown(path))
        self.loader.parsed(path, tree)
        self.cache.put(as_tuple(found), "reading", source)
        return found

    def _parsed(self, source: str, file: str) -> tuple[Reading, nodes.Template]:
        try:
            tree = self._parser.parse(source, filename=file)
            self._prove_names(tree)
            return reading(tree), tree
        except jinja2.TemplateSyntaxError as error:
            reason = f"шаблон не разбирается: {error.message}"
            raise RenderError(f"{file}:{error.lineno}", reason, line=error.lineno) from error

    def _prove_names(self, tree: nodes.Template) -> None:
        # report unknown filters and tests here, because parsing does not
        for one in tree.find_all((nodes.Filter, nodes.Test)):
            named = "filter" if isinstance(one, nodes.Filter) else "test"
            if one.name not in (self._parser.filters if named == "filter" else self._parser.tests):
                raise jinja2.TemplateAssertionError(f"No {named} named '{one.name}'.", one.lineno)

    def words(self, path: str) -> frozenset[str]:
        """Return the slots that a text and the templates it includes need."""
        return frozenset().union(*(one.words() for one in self._family(self.reading(path), {path})))

    def optional_words(self, path: str) -> frozenset[str]:
        """Return the slots that a text and the templates it includes use only if they are set."""
        family = self._family(self.reading(path), {path})
        return frozenset().union(*(one.optional_words() for one in family)) - self.words(path)

    def names(self, path: str) -> frozenset[str]:
        """Return the top-level names that a text uses, `fact` and the `now` of filters included."""
        family = list(self._family(self.reading(path), {path}))
        assigned = frozenset().union(*(one.assigned for one in family))
        return frozenset().union(*(one.names for one in family)) - assigned

    def looked_up(self, path: str) -> frozenset[str]:
        """Return every name that rendering a text may look up in the context, even names that it also assigns."""
        return self.looked_up_by(self.reading(path), path)

    def looked_up_by(self, found: Reading, path: str = "") -> frozenset[str]:
        """Return the same as `looked_up` for a label, which has no path. `found`: the names that it uses."""
        return frozenset().union(*(one.names | one.assigned for one in self._family(found, {path})))

    def asked(self, found: Reading, path: str = "") -> Asked:
        """Return what a template and those it includes use from the context. `found`: its own Reading."""
        family = list(self._family(found, {path}))
        words = frozenset(use.name for one in family for use in one.uses if use.space == TOLD)
        names = frozenset().union(*(one.names | one.assigned for one in family))
        return Asked(names - {FACT}, words, any(one.moment for one in family))

    def _family(self, found: Reading, seen: set[str]) -> Iterator[Reading]:
        """Yield `found` and the Reading of every template it includes, each once. `seen`: paths already yielded.

        Missing templates are skipped, because `compile_all` reports them.
        """
        yield found
        for call in found.calls:
            if call.path in self.sources and call.path not in seen:
                seen.add(call.path)
                yield from self._family(self.reading(call.path), seen)

    def _loaded(self, name: str) -> tuple[str, str, None] | None:
        path = name.removesuffix(".j2")
        return (self.sources[path], self.shown(path), None) if path in self.sources else None


def sources_in(folder: Path, problems: list[str]) -> dict[str, str]:
    """Return {path: source} for all templates of a folder. A bad name or encoding adds a message to `problems`."""
    found = {}
    for file in sorted(folder.glob("**/*.j2")):
        path = file.relative_to(folder).with_suffix("").as_posix()
        if not _PATH.fullmatch(path):
            problems.append(f"{folder.name}/{path}.j2:1: имя текста пишут латиницей: «flow/state.j2».")
        try:
            found[path] = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            problems.append(f"{folder.name}/{path}.j2:1: файл не в кодировке UTF-8: сохраните его в UTF-8.")
    return found
