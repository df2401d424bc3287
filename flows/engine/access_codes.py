"""An access code among typed words: the person it lets in, or a mistake to point out."""

from flows.engine.builder import TurnBuilder
from flows.engine.everywhere import CODE_ASKED
from flows.privacy.codes import alone
from flows.reading.reader import Reader

CODE_SAID = "welcome/code_said"
TO_THE_SCHOOL = frozenset({"draft", "lesson"})  #: readers of words for the school: a code alone is not one of them


def to_us(builder: TurnBuilder, reader: Reader | None, raw: str) -> bool:
    """Tell whether a code is meant for the bot; inside a question, an answer or a letter it is part of the words."""
    return not (reader and reader.free) or (
        builder.here is not None and builder.here.read in TO_THE_SCHOOL and alone(raw)
    )


def let_in(builder: TurnBuilder, held: tuple[str, ...]) -> None:
    """Redeem the code, or say why not: there are several, or words already typed would be lost."""
    if builder.here and builder.here.read in TO_THE_SCHOOL and builder.session.slots.get("draft"):
        builder.note("everywhere/code_apart")
        return builder.show()
    if len(held) == 1:
        return builder.leave(CODE_SAID, {"code": held[0]})
    builder.note("everywhere/several_codes")
    return builder.leave(CODE_ASKED, {})
