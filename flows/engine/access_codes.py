"""An access code among typed words: the person it lets in, or a mistake to point out."""

from flows.engine.builder import Walk
from flows.engine.everywhere import CODE_ASKED
from flows.privacy.codes import alone
from flows.reading.reader import Reader

CODE_SAID = "welcome/code_said"
TO_THE_SCHOOL = frozenset({"draft", "lesson"})  #: readers of words for the school: a code alone is not one of them


def to_us(walk: Walk, reader: Reader | None, raw: str) -> bool:
    """Tell whether a code is meant for the bot; inside a question, an answer or a letter it is part of the words."""
    return not (reader and reader.free) or (walk.here is not None and walk.here.read in TO_THE_SCHOOL and alone(raw))


def let_in(walk: Walk, held: tuple[str, ...]) -> None:
    """Redeem the code, or say why not: there are several, or words already typed would be lost."""
    if walk.here and walk.here.read in TO_THE_SCHOOL and walk.session.slots.get("draft"):
        walk.note("everywhere/code_apart")
        return walk.show()
    if len(held) == 1:
        return walk.leave(CODE_SAID, {"code": held[0]})
    walk.note("everywhere/several_codes")
    return walk.leave(CODE_ASKED, {})
