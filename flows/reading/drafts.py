"""Reading free text: questions, answers, broadcasts, phrases."""

from collections.abc import Mapping

from flows.privacy.name_forms import given_names
from flows.privacy.plain import CROSSED
from flows.reading.reader import ReaderInput

DRAFT_LIMIT = 1000  #: characters of a parent's question; together with the summary it is one screen
ANSWER_LIMIT = 1200  #: characters of a staff member's answer; with the summary one screen of the strictest channel
SUBMITTED_LIMIT = 300  #: characters of a submitted example
PHRASE_LIMIT = 120  #: characters of an example that a school attaches: one question, as a parent would type it
LETTER_LIMIT = 2500  #: characters of a broadcast: with its preview one screen in either messenger
BLANK = " \t\n\u200d\ufe0f\u2800\u3164\u115f\u1160\uffa0"  #: characters that are typed but not visible


def _seen(text: str) -> str:
    """Return the text without blank characters at its ends; "" if it has no visible character."""
    return text.strip() if text.strip(BLANK) else ""


def draft(said: ReaderInput) -> Mapping[str, str] | None:
    """Read a parent's question, which may consist of several messages; None if it is empty or too long."""
    whole = _seen(said.text)
    return {"draft": whole} if whole and len(whole) <= DRAFT_LIMIT else None


def answer(said: ReaderInput) -> Mapping[str, str] | None:
    """Read a staff member's answer; None if it is empty or does not fit in one message."""
    whole = _seen(said.text)
    return {"draft": whole} if whole and len(whole) <= ANSWER_LIMIT else None


def submitted(said: ReaderInput) -> Mapping[str, str] | None:
    """Read a submitted example; None if it is empty or too long."""
    whole = _seen(said.text)
    return {"draft": whole} if whole and len(whole) <= SUBMITTED_LIMIT else None


def phrase(said: ReaderInput) -> Mapping[str, str] | None:
    """Read a phrase to attach to an intent. None if it is empty, too long or redacted, or has a given name."""
    whole = " ".join(_seen(said.text).split())
    personal = CROSSED in whole or bool(given_names(whole))
    return {"phrase": whole} if whole and len(whole) <= PHRASE_LIMIT and not personal else None


def letter(said: ReaderInput) -> Mapping[str, str] | None:
    """Read the text of a broadcast, of any length; None if it is empty.

    The slot `signs` has the number of characters, because a later screen rejects a text that is too long.
    """
    whole = _seen(said.text)
    return {"draft": whole, "signs": str(signs(whole))} if whole else None


def signs(text: str) -> int:
    """Return the number of characters as the strictest messenger counts them: in UTF-16 units (an emoji is two)."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
