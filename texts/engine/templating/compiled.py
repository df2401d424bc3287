"""Compiles templates once for all editions (schools), because editions differ in facts, not in code."""

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes

from texts.engine.templating.cache import Cache

Found = tuple[str, str, None] | None  #: source, file, and None: sources never become outdated


class Compiled(jinja2.BaseLoader):
    """A Jinja loader that caches the code of every template and parses each only once.

    Escaping is part of the code, so a template that both texts and labels include is compiled twice.
    """

    def __init__(self, find: Callable[[str], Found], cache: Cache) -> None:
        self._find, self._cache = find, cache
        self._codes: dict[tuple[str, bool], CodeType] = {}
        self._parsed: dict[str, nodes.Template] = {}

    def parsed(self, path: str, tree: nodes.Template) -> None:
        """Store a template's syntax tree for compiling. The caller must not use it again: compiling changes it."""
        self._parsed[path] = tree

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """Return the template `name`. Raises jinja2.TemplateNotFound or jinja2.TemplateSyntaxError."""
        code = self._codes.get((name, bool(environment.autoescape))) or self._compiled(environment, name)
        return environment.template_class.from_code(environment, code, globals if globals is not None else {}, None)

    def _compiled(self, environment: jinja2.Environment, name: str) -> CodeType:
        found = self._find(name)
        if found is None:
            raise jinja2.TemplateNotFound(name)
        source, file, _ = found
        made_of = ("code", name, file, source, str(environment.autoescape))
        code = self._cache.get(*made_of)
        if not isinstance(code, CodeType):
            code = environment.compile(self._parsed.pop(name, None) or source, name, file)
            self._cache.put(code, *made_of)
        self._codes[name, bool(environment.autoescape)] = code
        return code
