"""What stands on paper, said by the texts of `texts/paper`: values the sheets are drawn from."""

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
Ways = Callable[[str], tuple[Way, ...]]  #: of a code


def sheet_of(texts: Texts, school: School | None, class_name: str, code: str, ways: Ways) -> Sheet:
    """Say the sheet of a class."""
    said = _Said(texts, school, {"class_name": class_name, "code": code})
    return Sheet(
        name=said.line("sheet_name"),
        title=said.line("title"),
        school=school.name if school else "",
        lead=said.block("sheet_lead"),
        code=code,
        code_says=said.line("sheet_code"),
        ways=ways(code),
        begin_title=said.line("sheet_begin_title"),
        begin=said.block("sheet_begin"),
        steps_title=said.line("sheet_steps_title"),
        steps=said.block("sheet_steps"),
        ask=said.block("sheet_ask"),
    )


def slips_of(
    texts: Texts, school: School | None, class_name: str, codes: Sequence[tuple[int, str]], ways: Ways
) -> Slips:
    """Say the slips of a class: those of the numbers given, each with its code."""
    said = _Said(texts, school, {"class_name": class_name})
    return Slips(
        name=said.line("slips_name"),
        title=said.line("title"),
        school=school.name if school else "",
        covers=tuple(_covers(texts, school, class_name, len(codes))),
        says=said.block("slip"),
        slips=tuple(Slip(number, code, ways(code)) for number, code in codes),
    )


def _covers(texts: Texts, school: School | None, class_name: str, slips: int) -> Iterator[str]:
    pages = -(-slips // A_PAGE)
    for page in range(1, pages + 1):
        slots = {"class_name": class_name, "page": str(page), "pages": str(pages)}
        yield _Said(texts, school, slots).line("slips_cover")


class _Said:
    """Texts of paper, said with the same words."""

    def __init__(self, texts: Texts, school: School | None, slots: Mapping[str, str]) -> None:
        self._texts, self._context = texts, {"school": school, "told": slots}

    def block(self, name: str) -> Block:
        """Give the paragraphs of a text."""
        said = self._texts.render(f"paper/{name}", self._context)
        return tuple(str(nbsp(" ".join(each.split()))) for each in said.split("\n\n"))

    def line(self, name: str) -> str:
        """Give a text of one line."""
        return " ".join(self.block(name))
