"""The values to print on sheets and slips. Their texts are already rendered, so printing needs no templates."""

from typing import NamedTuple

from bot.rendering.addresses import Way

A_PAGE = 10  #: slips per page
Block = tuple[str, ...]  #: paragraphs of one text, with its markup


class Sheet(NamedTuple):
    """The sheet of a class, for the parents' meeting. `steps`: instructions for parents without a messenger."""

    name: str  #: of the file, without its ending
    title: str
    school: str
    lead: Block
    code: str
    code_says: str
    ways: tuple[Way, ...]
    begin_title: str
    begin: Block
    steps_title: str
    steps: Block
    ask: Block


class Slip(NamedTuple):
    """The slip of one family: its number on the teacher's paper list, the single-use code, the links with the code."""

    number: int
    code: str
    ways: tuple[Way, ...]


class Slips(NamedTuple):
    """The slips of a class. `covers` are lines for the teacher, one above the slips of each page."""

    name: str  #: of the file, without its ending
    title: str
    school: str
    covers: tuple[str, ...]  #: one for each page
    says: Block
    slips: tuple[Slip, ...]
