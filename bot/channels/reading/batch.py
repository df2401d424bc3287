"""Reads the updates of an answer one by one: what can be decoded, and what is laid aside with a reason."""

from collections.abc import Sequence
from hashlib import sha1
from typing import Generic, NamedTuple

import msgspec

from bot.channels.port import LaidAside
from bot.channels.reading.mending import UnreadableError, tolerantly
from bot.channels.reading.splitting import Form, Piece, Update, split


class ReadBatch(NamedTuple, Generic[Update]):
    """The updates of an answer, and those that cannot be decoded.

    `damaged`: the brackets of the answer do not match, so it may have been damaged on its way.
    """

    updates: Sequence[Update]
    aside: Sequence[LaidAside] = ()
    envelope: str = ""  #: the text of the answer without its updates
    damaged: bool = False


def read_batch(body: bytes, form: Form[Update]) -> ReadBatch[Update]:
    """Read an answer with many updates, however damaged it is."""
    cut = split(body.decode("utf-8", "replace"), form)
    updates: list[Update] = []
    aside: list[LaidAside] = []
    for piece in cut.pieces:
        try:
            updates.append(_decoded(piece, form))
        except (msgspec.DecodeError, UnreadableError) as error:
            aside.append(laid_aside(piece.text, form, reason(error)))
    damaged = not cut.found or any(piece.broken for piece in cut.pieces)
    return ReadBatch(updates, aside, cut.envelope, damaged)


def read_one(body: bytes, form: Form[Update]) -> ReadBatch[Update]:
    """Read the body of a webhook request, which is one update."""
    try:
        return ReadBatch([tolerantly(form.decode, body)])
    except (msgspec.DecodeError, UnreadableError) as error:
        return ReadBatch([], [laid_aside(body.decode("utf-8", "replace"), form, reason(error))])


def laid_aside(text: str, form: Form[Update], why: str) -> LaidAside:
    """Return an update to be laid aside: its key, the reason, and its author if that is certain."""
    return LaidAside(form.key(text), why, form.author(text))


def reason(error: Exception) -> str:
    """Return why an update cannot be read, without a word of it: the text of an error may quote what a person typed."""
    return error.why if isinstance(error, UnreadableError) else type(error).__name__


def digest(text: str) -> str:
    """Return a key for a text that has none of its own; a repeat of the text has the same key."""
    return sha1(text.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()


def _decoded(piece: Piece, form: Form[Update]) -> Update:
    if not piece.body:
        raise UnreadableError(piece.why)
    return form.decode(piece.body)
