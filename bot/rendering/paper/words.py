"""Renders the texts of `texts/paper` into the values from which sheets and slips are printed."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.rendering.addresses import Way
from bot.rendering.paper.values import A_PAGE, Block, Sheet, Slip, Slips
from texts import School, Texts
from texts.engine.templating.filters import nbsp

#: The texts of `texts/paper`
TEXTS = (
    "title", "sheet_lead", "sheet_code", "sheet_begin_title", "sheet_begin", "sheet_steps_title", "sheet_steps",
    "sheet_ask", "sheet_name", "slip", "slips_cover", "slips_name",
)  # fmt: skip
Ways = Callable[[str], tuple[Way, ...]]  #: takes a code, returns the ways to the bot with links that contain it


def sheet_of(texts: Texts, school: School | None, class_name: str, code: str, ways: Ways) -> Sheet:
    """Return the rendered sheet of a class. `ways`: the links to the bot, printed with the code."""
    rendered = _Rendered(texts, school, {"class_name": class_name, "code": code})
    return Sheet(
        name=rendered.line("sheet_name"),
        title=rendered.line("title"),
        school=school.name if school else "",
        lead=rendered.block("sheet_lead"),
        code=code,
        code_says=rendered.line("sheet_code"),
        ways=ways(code),
        begin_title=rendered.line("sheet_begin_title"),
        begin=rendered.block("sheet_begin"),
        steps_title=rendered.line("sheet_steps_title"),
        steps=rendered.block("sheet_steps"),
        ask=rendered.block("sheet_ask"),
    )


def slips_of(
    texts: Texts, school: School | None, class_name: str, codes: Sequence[tuple[int, str]], ways: Ways
) -> Slips:
    """Return the rendered slips of a class. `codes` holds (family number, code) for each slip."""
    rendered = _Rendered(texts, school, {"class_name": class_name})
    return Slips(
        name=rendered.line("slips_name"),
        title=rendered.line("title"),
        school=school.name if school else "",
        covers=tuple(_covers(texts, school, class_name, len(codes))),
        says=rendered.block("slip"),
        slips=tuple(Slip(number, code, ways(code)) for number, code in codes),
    )


def _covers(texts: Texts, school: School | None, class_name: str, slips: int) -> Iterator[str]:
    pages = -(-slips // A_PAGE)
    for page in range(1, pages + 1):
        slots = {"class_name": class_name, "page": str(page), "pages": str(pages)}
        yield _Rendered(texts, school, slots).line("slips_cover")


class _Rendered:
    """Renders texts of `texts/paper`, all with the same school and slots."""

    def __init__(self, texts: Texts, school: School | None, slots: Mapping[str, str]) -> None:
        self._texts, self._context = texts, {"school": school, "told": slots}

    def block(self, name: str) -> Block:
        """Return the paragraphs of a text."""
        text = self._texts.render(f"paper/{name}", self._context)
        return tuple(str(nbsp(" ".join(each.split()))) for each in text.split("\n\n"))

    def line(self, name: str) -> str:
        """Return a text as one line."""
        return " ".join(self.block(name))
