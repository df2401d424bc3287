"""Redaction: replaces all personal data in typed text.

The functions are pure and accept any string. Redacting a redacted text changes nothing.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from flows.privacy.names import names
from flows.privacy.numbers import numbers, seam
from flows.privacy.plain import CROSSED, Plain, RedactionSpan, plain
from flows.privacy.secrets import words

__all__ = ["CROSSED", "Redacted", "joined", "redacted"]

# How many characters at the end of the draft are searched again with the next message: data may continue in it.
REMEMBERED = 200

# The most passes: each may reveal more data. A text that still changes in the last pass is redacted as a whole.
PASSES = 4

# Kinds that say no more than «digits».
VAGUE = frozenset({"number", "code"})


class Redacted(NamedTuple):
    """A text without personal data, and the kinds of data that were removed."""

    text: str
    struck: frozenset[str]


def redacted(text: str, today: date, before: str = "") -> Redacted:
    """Return `text` with its personal data redacted. `today` decides which dates may be dates of birth.

    `before`: the earlier part of the same draft, already redacted. Data that begins in `before` and ends in `text` is
    redacted in `text` too.
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
    """Redact a whole draft: `before`, then `text` on the next line. Data across the line break is redacted too."""
    if not before:
        return redacted(text, today)
    whole = f"{before}\n{text}"
    spans = [*_found(whole, today), *_at_seam(before, text), *_moved(_found(text, today), len(before) + 1)]
    draft = redacted(_crossed(whole, spans), today)
    return Redacted(draft.text, draft.struck | _kinds(spans))


def _continued(before: str, text: str, today: date) -> list[RedactionSpan]:
    """Find the data in `text` that is recognised only together with `before`, the earlier part of the draft."""
    start = len(before) + 1
    spans = [*_found(f"{before}\n{text}", today), *_at_seam(before, text)]
    return _moved((span for span in spans if span.end > start), -start)


def _at_seam(before: str, text: str) -> list[RedactionSpan]:
    """Find a number that begins at the end of `before` and continues at the start of `text`."""
    return _typed(plain(f"{before}\n{text}"), seam(plain(before), plain(text)))


def _found(text: str, today: date) -> list[RedactionSpan]:
    seen = plain(text)
    spans = _all(seen, today)
    return _typed(seen, spans) if spans else spans


def _all(seen: Plain, today: date) -> list[RedactionSpan]:
    return [*numbers(seen, today), *words(seen), *names(seen)]


def _typed(seen: Plain, spans: Iterable[RedactionSpan]) -> list[RedactionSpan]:
    """Convert spans of a plain text to spans of the typed text."""
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
    """Return the kinds of personal data in the spans.

    If spans touch, only their most specific kinds count: a house number in an address is no code.
    """
    kinds: set[str] = set()
    for group in _groups(spans):
        here = {span.kind for span in group}
        kinds |= here - VAGUE or here
    return frozenset(kinds)


def _groups(spans: Iterable[RedactionSpan]) -> list[list[RedactionSpan]]:
    """Group the spans that touch. Groups and spans are in the order of the text."""
    groups: list[list[RedactionSpan]] = []
    end = -1
    for span in sorted(spans):
        if span.start > end:
            groups.append([])
        groups[-1].append(span)
        end = max(end, span.end)
    return groups
