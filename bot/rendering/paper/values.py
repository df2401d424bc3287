"""What is printed, as values: the words are said already, nothing is asked of anybody."""

from typing import NamedTuple

from bot.rendering.addresses import Way

A_PAGE = 10  #: slips on a page
Block = tuple[str, ...]  #: paragraphs of one text, in our markup


class Sheet(NamedTuple):
    """The sheet of a class, for the parents' meeting. `steps` are those on paper, for who has no messenger."""

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
    """The slip of one family: the number of the teacher's own list, the single-use code, the ways with it."""

    number: int
    code: str
    ways: tuple[Way, ...]


class Slips(NamedTuple):
    """The slips of a class. `covers` are for the teacher and stand above what is cut out."""

    name: str  #: of the file, without its ending
    title: str
    school: str
    covers: tuple[str, ...]  #: one a page
    says: Block
    slips: tuple[Slip, ...]
