"""Templates and labels compiled with one set of facts: the common one, or that of a school that changed some."""

from collections.abc import Callable, Mapping
from pathlib import PurePath

import jinja2

from texts.buttons import Label
from texts.environment import environment
from texts.errors import RenderError
from texts.facts import Fact
from texts.markup import tidy

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
    ) -> None:
        self._texts = environment(loader, facts, markup=True)
        self._labels = environment(loader, facts, markup=False)
        self._needs = needs
        self._pages: dict[str, jinja2.Template | str] = {}
        self._plates: dict[str, jinja2.Template] = {}

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
            plate = self._plates.get(label.place) or self._plate(label)
            return plate.render(context).strip()
        except BROKEN as error:
            raise RenderError(label.place, _reason(error)) from error

    def _page(self, path: str) -> jinja2.Template | str:
        page = self._texts.get_template(path)
        # A text that asks for nothing but facts is the same for everybody: rendered once.
        self._pages[path] = tidy(page.render()) if self._needs(path) <= {"fact"} else page
        return self._pages[path]

    def _plate(self, label: Label) -> jinja2.Template:
        self._plates[label.place] = self._labels.from_string(label.source)
        return self._plates[label.place]


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
