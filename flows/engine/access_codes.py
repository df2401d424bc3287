"""Processing an access code in a typed text: it is redeemed, or a note above the screen says why it is not."""

from flows.engine.builder import TurnBuilder
from flows.engine.everywhere import CODE_ASKED
from flows.privacy.codes import alone
from flows.reading.reader import Reader

CODE_SAID = "welcome/code_said"
TO_THE_SCHOOL = frozenset(
    {"draft", "lesson"}
)  #: readers of free text for the school; a text that is only a code is still redeemed there


def to_us(builder: TurnBuilder, reader: Reader | None, raw: str) -> bool:
    """Return whether an access code in `raw` (the text before redaction) is to be redeemed.

    A code inside free text for a human (a question, an answer, a broadcast) is not redeemed. There is one exception: a
    question to the school, or an example submitted to it, that consists only of a code.
    """
    return not (reader and reader.free) or (
        builder.here is not None and builder.here.read in TO_THE_SCHOOL and alone(raw)
    )


def let_in(builder: TurnBuilder, held: tuple[str, ...]) -> None:
    """Redeem the access code of a text (`held`: all its codes), or show above the screen why none is redeemed.

    No code is redeemed if the text has several codes, or if the person would lose a draft.
    """
    if builder.here and builder.here.read in TO_THE_SCHOOL and builder.session.slots.get("draft"):
        builder.note("everywhere/code_apart")
        return builder.show()
    if len(held) == 1:
        return builder.leave(CODE_SAID, {"code": held[0]})
    builder.note("everywhere/several_codes")
    return builder.leave(CODE_ASKED, {})
