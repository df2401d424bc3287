"""Texts that are only polite: greetings, thanks, goodbyes."""

import re

from flows.nlu.letters import has_cyrillic, has_latin
from flows.reading.answer_words import COURTESIES
from flows.text.layouts import layouts
from flows.text.nearness import FormIndex, first, initials
from flows.text.normal import normal, typed_plainly

_FORMS = FormIndex((kind, word) for kind, words in COURTESIES.items() for word in words)
#: The first letters of courtesies: Russian ones, and those whose keys are punctuation in the English layout
_INITIALS = (*filter(has_cyrillic, _FORMS.initials), *"щреъжэбюх")
_PARTS = re.compile(r"[,.!;:)(\n]+")
_HEARTS = "🙏❤👍😊🌹💐🤝"


def courtesy(text: str) -> str | None:
    """Return "greeting" for a greeting, "courtesy" for thanks, «понятно» and goodbyes; None for any other text."""
    if not normal(text):
        return "courtesy" if any(char in _HEARTS for char in text) else None
    if _surely_no_courtesy(text):
        return None
    kinds: set[str] = set()
    for part in filter(normal, _PARTS.split(text)):
        kind = first(map(_FORMS.nearest, layouts(part)))
        if kind is None:
            return None
        kinds.add(kind)
    return "greeting" if "greeting" in kinds else "courtesy"


def _surely_no_courtesy(text: str) -> bool:
    # the initials of a text begin with those of its first part, so most texts are rejected without splitting them
    form = normal(text)
    return not initials(form).startswith(_INITIALS) and not has_latin(form) and typed_plainly(text)
