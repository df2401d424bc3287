"""An access code in a typed text: it is redeemed, or a note says why not."""

from flows.engine.builder import TurnBuilder
from flows.engine.everywhere import CODE_ASKED
from flows.privacy.codes import alone
from flows.reading.reader import Reader

CODE_SAID = "welcome/code_said"
TO_THE_SCHOOL = frozenset(
    {"draft", "lesson"}
)  #: readers of free text for the school; a text that is only a code is still redeemed there


def to_us(builder: TurnBuilder, reader: Reader | None, raw: str) -> bool:
    """Return whether a code in a text is for the bot; inside a question, an answer or a broadcast it is plain text."""
    return not (reader and reader.free) or (
        builder.here is not None and builder.here.read in TO_THE_SCHOOL and alone(raw)
    )


def let_in(builder: TurnBuilder, held: tuple[str, ...]) -> None:
    """Redeem the code, or show why not: the text has several codes, or a draft would be lost."""
    if builder.here and builder.here.read in TO_THE_SCHOOL and builder.session.slots.get("draft"):
        builder.note("everywhere/code_apart")
        return builder.show()
    if len(held) == 1:
        return builder.leave(CODE_SAID, {"code": held[0]})
    builder.note("everywhere/several_codes")
    return builder.leave(CODE_ASKED, {})
