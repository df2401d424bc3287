"""An edition: all templates and labels compiled with one set of facts, the common ones or those of a school."""

from collections.abc import Mapping
from pathlib import PurePath

import jinja2

from texts.engine.buttons import Label
from texts.engine.errors import RenderError
from texts.engine.facts import Fact, sayings
from texts.engine.templating.environment import environment
from texts.engine.templating.markup import tidy
from texts.engine.templating.simple import is_simple, knows, said
from texts.engine.templating.templates import Templates

Context = Mapping[str, object]
Page = tuple[jinja2.Template, frozenset[str]]  #: a template, and the names it may look up in its context

#: Errors of a template; any other exception is a bug of the program and is not caught.
BROKEN = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


class Edition:
    """All texts and labels, compiled on first use with one set of facts."""

    def __init__(self, templates: Templates, facts: Mapping[str, Fact]) -> None:
        self._texts = environment(templates.loader, facts, markup=True)
        self._labels = environment(templates.loader, facts, markup=False)
        self._facts = sayings(facts)
        self._templates = templates
        self._pages: dict[str, Page | str] = {}
        self._plates: dict[Label, Page | str] = {}
        self.memory: dict[object, object] = {}  #: a cache for callers, dropped together with these texts

    def render(self, path: str, context: Context) -> str:
        """Render the template at a path. Raises RenderError with the file and line of the mistake."""
        try:
            page = self._pages.get(path) or self._page(path)
            return page if isinstance(page, str) else tidy(_rendered(page, context))
        except BROKEN as error:
            raise RenderError(_place(error, path), _reason(error)) from error

    def label(self, label: Label, context: Context) -> str:
        """Render one label. Raises RenderError with the file and line of the label."""
        if not label.has_holes:
            return label.source
        try:
            plate = self._plates.get(label) or self._plate(label)
            return plate if isinstance(plate, str) else _rendered(plate, context).strip()
        except BROKEN as error:
            raise RenderError(label.place, _reason(error)) from error

    def _page(self, path: str) -> Page | str:
        self._pages[path] = self._written(path)
        return self._pages[path]

    def _written(self, path: str) -> Page | str:
        if self._is_simple(source := self._templates.source(path)):
            return tidy(said(source, self._facts, markup=True))
        # A text that uses only facts is the same for everybody, so it is rendered once.
        same = self._templates.names(path) <= {"fact"}
        page = self._texts.get_template(path)
        return tidy(page.render()) if same else (page, self._templates.looked_up(path))

    def _is_simple(self, source: str) -> bool:
        # if a fact is unknown, Jinja renders the text, because it reports the line
        return is_simple(source) and knows(self._facts, source)

    def _plate(self, label: Label) -> Page | str:
        self._plates[label] = self._engraved(label)
        return self._plates[label]

    def _engraved(self, label: Label) -> Page | str:
        if self._is_simple(label.source):
            return said(label.source, self._facts, markup=False).strip()
        names = self._templates.looked_up_by(self._templates.read(label.source, label.place))
        return self._labels.from_string(label.source), names


def _rendered(page: Page, context: Context) -> str:
    # Jinja copies its context, so pass only the names that the template may look up
    template, names = page
    return template.render({name: context[name] for name in names if name in context})


def _place(error: BaseException, path: str) -> str:
    """Return the file and line of the innermost template in the traceback of an error; `path` if there is none."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return f"{error.filename or path}:{error.lineno}"
    place, trace = path, error.__traceback__
    while trace:
        name = trace.tb_frame.f_code.co_filename
        place = f"{name}:{trace.tb_lineno}" if PurePath(name).suffix == ".j2" else place
        trace = trace.tb_next
    return place


def _reason(error: BaseException) -> str:
    return getattr(error, "message", None) or str(error)
