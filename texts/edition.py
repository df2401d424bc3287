"""Templates and labels compiled with one set of facts: the common one, or that of a school that changed some."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

import jinja2

from texts.buttons import Label
from texts.environment import environment
from texts.errors import RenderError
from texts.facts import Fact
from texts.markup import tidy
from texts.simple import is_simple, knows, said

Context = Mapping[str, object]

#: What a template may fall over; anything else is a mistake of the program and flies on.
BROKEN = (jinja2.TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)


class Edition:
    """All texts and labels with the facts of one edition, compiled when first asked for."""

    def __init__(
        self,
        loader: jinja2.BaseLoader,
        *,
        facts: Mapping[str, Fact],
        needs: Callable[[str], frozenset[str]],
        source: Callable[[str], str] = str,
    ) -> None:
        self._texts = environment(loader, facts, markup=True)
        self._labels = environment(loader, facts, markup=False)
        self._facts = {name: fact.said for name, fact in facts.items()}
        self._needs, self._source = needs, source
        self._pages: dict[str, jinja2.Template | str] = {}
        self._plates: dict[Label, jinja2.Template] = {}

    def render(self, path: str, context: Context) -> str:
        """Render one template; raises RenderError with its file and line."""
        try:
            page = self._pages.get(path) or self._page(path)
            return page if isinstance(page, str) else tidy(page.render(context))
        except BROKEN as error:
            raise RenderError(_place(error, path), _reason(error)) from error

    def label(self, label: Label, context: Context) -> str:
        """Render one label; raises RenderError with its file and line."""
        if not label.has_holes:
            return label.source
        try:
            if self._is_simple(label.source):
                return said(label.source, self._facts, markup=False).strip()
            plate = self._plates.get(label) or self._plate(label)
            return plate.render(context).strip()
        except BROKEN as error:
            raise RenderError(label.place, _reason(error)) from error

    def _page(self, path: str) -> jinja2.Template | str:
        if self._is_simple(source := self._source(path)):
            self._pages[path] = tidy(said(source, self._facts, markup=True))
            return self._pages[path]
        # A text that asks for nothing but facts is the same for everybody: rendered once.
        same = self._needs(path) <= {"fact"}
        page = self._texts.get_template(path)
        self._pages[path] = tidy(page.render()) if same else page
        return self._pages[path]

    def _is_simple(self, source: str) -> bool:
        # an unknown fact is left to the engine, which tells its line
        return is_simple(source) and knows(self._facts, source)

    def _plate(self, label: Label) -> jinja2.Template:
        self._plates[label] = self._labels.from_string(label.source)
        return self._plates[label]


def _place(error: BaseException, path: str) -> str:
    """Give the file and line of the innermost template on the way to the error."""
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
