"""Reading the status of a document in a text: «вручную пишет у снилса» is `manual`, of the СНИЛС."""

from typing import NamedTuple

from flows.reading.answer_words import STATUSES
from flows.text.normal import normal
from flows.text.roots import roots

OTHERS = "не найдено в загсе, не найден в сфр, не прошло проверку, прошло проверку, отклонил загс, отклонил сфр"


class Named(NamedTuple):
    """The status that a text names, as the key of its button, and the document (birth, snils or "")."""

    status: str
    document: str


def named(form: str) -> Named | None:
    """Return the status that a normalised text names. None if it names none, or has any other words."""
    said = frozenset(roots(form))
    documents = {document for root, document in _OF.items() if root in said}
    status = _STATUSES.get(said - _BESIDES) or _STATUSES.get(said - _BESIDES - {_STATUS})
    if status == "unseen" and _STATUS not in said:  # «нет» alone may be about anything
        return None
    return Named(status, documents.pop() if len(documents) == 1 else "") if status and len(documents) < 2 else None


def _root(word: str) -> str:
    return roots(normal(word))[0]


_OF = {_root(word): document for word, document in (
    ("снилс", "snils"), ("сфр", "snils"), ("свидетельство", "birth"), ("загс", "birth"),
)}  # fmt: skip
_STATUS = _root("статус")
_BESIDES = frozenset({*_OF, *map(_root, ("данные", "документ", "рождение", "зеленая"))})
_STATUSES = {
    said - _BESIDES: status
    for status, words in reversed(tuple(STATUSES.items()))  # the first of two with the same roots is used
    for word in sorted(words)
    if (said := frozenset(roots(word)) - _BESIDES)
}
