"""Templates compiled once for all editions: an edition has its own facts, not its own code."""

from collections.abc import Callable, MutableMapping
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes

from texts.engine.cache import Cache

Found = tuple[str, str, None] | None  #: source, file, and nothing to tell when it is out of date


class Compiled(jinja2.BaseLoader):
    """A loader that keeps the code of every template; what was parsed to be read is not parsed again.

    Escaping is compiled in, so texts and labels that call one piece have each their own code of it.
    """

    def __init__(self, find: Callable[[str], Found], cache: Cache) -> None:
        self._find, self._cache = find, cache
        self._codes: dict[tuple[str, bool], CodeType] = {}
        self._parsed: dict[str, nodes.Template] = {}

    def parsed(self, path: str, tree: nodes.Template) -> None:
        """Take a tree whose reading is over: compiling spoils it."""
        self._parsed[path] = tree

    def load(
        self,
        environment: jinja2.Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,
    ) -> jinja2.Template:
        """Give a template of an edition; raises jinja2.TemplateNotFound or jinja2.TemplateSyntaxError."""
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
