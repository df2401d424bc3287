"""The texts of the bot: templates, button labels, facts with sources, school profiles. Imports none of our packages."""

from texts.engine.book_of_words import Texts
from texts.engine.errors import RenderError, TextError, TextErrors, UnknownLabelError, UnknownTextError
from texts.engine.facts import Fact
from texts.engine.schools import Chats, Diary, Holiday, OpenSpan, School, Staff, Tokens
from texts.engine.templating.templates import Asked

__all__ = [
    "Asked",
    "Chats",
    "Diary",
    "Fact",
    "Holiday",
    "OpenSpan",
    "RenderError",
    "School",
    "Staff",
    "TextError",
    "TextErrors",
    "Texts",
    "Tokens",
    "UnknownLabelError",
    "UnknownTextError",
]
