"""What a parent typed, with everything personal crossed out.

Pure and total: any string is answered, and crossing out twice changes nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flows.privacy.names import names
from flows.privacy.numbers import numbers, seam
from flows.privacy.plain import CROSSED, Plain, RedactionSpan, plain
from flows.privacy.secrets import words

__all__ = ["CROSSED", "Redacted", "joined", "redacted"]

# Only the end of the draft can continue into a new message.
REMEMBERED = 200

# Each pass may uncover a little more; a text that is still changing after these was written to tease us.
PASSES = 4

# Kinds that say only «digits».
VAGUE = frozenset({"number", "code"})


class Redacted(NamedTuple):
    """A text safe to keep, and the kinds of things struck from it; no kinds, nothing struck."""

    text: str
    struck: frozenset[str]


def redacted(text: str, today: date, before: str = "") -> Redacted:
    """Give `text` with personal things crossed out.

    `before` is the redacted earlier part of the same draft: what began there is crossed out here too.
    """
    tail = before[-REMEMBERED:]
    struck: set[str] = set()
    for _ in range(PASSES):
        spans = _found(text, today)
        if tail:
            spans += _continued(tail, text, today)
        if not spans:
            return Redacted(text, frozenset(struck))
        struck.update(_kinds(spans))
        text = _crossed(text, spans)
    return Redacted(CROSSED, frozenset(struck))


def joined(before: str, text: str, today: date) -> Redacted:
    """Give the whole draft, `before` and `text` on its own line, crossed out on both sides of the seam."""
    if not before:
        return redacted(text, today)
    whole = f"{before}\n{text}"
    spans = [*_found(whole, today), *_at_seam(before, text), *_moved(_found(text, today), len(before) + 1)]
    draft = redacted(_crossed(whole, spans), today)
    return Redacted(draft.text, draft.struck | _kinds(spans))


def _continued(before: str, text: str, today: date) -> list[RedactionSpan]:
    """Find what only the earlier part of the draft betrays."""
    start = len(before) + 1
    spans = [*_found(f"{before}\n{text}", today), *_at_seam(before, text)]
    return _moved((span for span in spans if span.end > start), -start)


def _at_seam(before: str, text: str) -> list[RedactionSpan]:
    """Find the digits that end `before` and begin `text`: two halves of one number."""
    return _typed(plain(f"{before}\n{text}"), seam(plain(before), plain(text)))


def _found(text: str, today: date) -> list[RedactionSpan]:
    seen = plain(text)
    spans = _all(seen, today)
    return _typed(seen, spans) if spans else spans


def _all(seen: Plain, today: date) -> list[RedactionSpan]:
    return [*numbers(seen, today), *words(seen), *names(seen)]


def _typed(seen: Plain, spans: Iterable[RedactionSpan]) -> list[RedactionSpan]:
    """Bring spans of the plain text back to the text as typed."""
    return [RedactionSpan(*seen.typed_at(span.start, span.end), span.kind) for span in spans]


def _moved(spans: Iterable[RedactionSpan], by: int) -> list[RedactionSpan]:
    return [RedactionSpan(max(0, span.start + by), span.end + by, span.kind) for span in spans]


def _crossed(text: str, spans: Iterable[RedactionSpan]) -> str:
    pieces, end = [], 0
    for group in _groups(spans):
        pieces += [text[end : group[0].start], CROSSED]
        end = max(span.end for span in group)
    return "".join([*pieces, text[end:]])


def _kinds(spans: Iterable[RedactionSpan]) -> frozenset[str]:
    """Name each struck stretch by what is best known of it: a street number is an address, not a code."""
    kinds: set[str] = set()
    for group in _groups(spans):
        here = {span.kind for span in group}
        kinds |= here - VAGUE or here
    return frozenset(kinds)


def _groups(spans: Iterable[RedactionSpan]) -> list[list[RedactionSpan]]:
    """Gather spans that touch, in the order of the text."""
    groups: list[list[RedactionSpan]] = []
    end = -1
    for span in sorted(spans):
        if span.start > end:
            groups.append([])
        groups[-1].append(span)
        end = max(end, span.end)
    return groups
