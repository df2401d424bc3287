"""Chat with the engine alone, without a store or a messenger: type words and press buttons by their labels."""

from collections.abc import Sequence
from typing import NamedTuple

from flows.book.model import GUESS, Book
from flows.context.known import Known
from flows.engine.advance import advance
from flows.values.effects import CONTESTED, Ask
from flows.values.events import Answered, Event, Pressed, Said
from flows.values.session import Session
from tests.support.people import NOW


class Asking:
    """Opens chats for parents of whom only the school is known."""

    def __init__(self, book: Book) -> None:
        """Take the book."""
        self.book = book

    def typed(self, school: str, words: str) -> list[str]:
        """Return where the first message of a chat leads: a place, or a guess and the places of its lines."""
        chat = Chat(self.book, Known(person="p", school=school, staffed=True)).after(Said(words))
        return [each.place for each in (chat, *chat.guessed)]

    def tapped(self, school: str, taps: Sequence[str]) -> list[str]:
        """Return where taps lead from the first screen. If the bot guesses, take the line that leads on."""
        begun = Chat(self.book, Known(person="p", school=school, staffed=True)).after(Said("/start"))
        chats = [begun]
        for tap in taps:
            shown = [chat for chat in chats if tap in chat.shown]
            chats = [after for chat in shown or chats[:1] for after in chat.tapped(tap)]
        return [chat.place for chat in chats]


class Chat(NamedTuple):
    """One chat and its current session."""

    book: Book
    known: Known
    session: Session = Session()

    @property
    def place(self) -> str:
        """Return the current place as an author writes it."""
        return f"{self.session.flow}/{self.session.state}"

    @property
    def shown(self) -> dict[str, str]:
        """Return the keys of the buttons on the screen, by their labels."""
        at = self.session
        labels = {self.book.label(at.flow, at.state, key): key for key in at.shown}
        return {**labels, **{option.label: f"={option.value}" for option in at.options}}

    @property
    def guessed(self) -> "list[Chat]":
        """Return the chats after each line of a guess; an empty list if nothing is guessed."""
        lines = self.session.options if (self.session.flow, self.session.state) == GUESS else ()
        return [self.after(Pressed(self.session.visit, f"={option.value}")) for option in lines]

    def tapped(self, tap: str) -> "list[Chat]":
        """Press the button with that label, or type the label if there is none; after a guess, follow every line."""
        key = self.shown.get(tap)
        chat = self.after(Pressed(self.session.visit, key) if key else Said(tap))
        return [chat, *chat.guessed]

    def after(self, event: Event) -> "Chat":
        """Return the chat after an event."""
        turn = advance(self.book, self.session, event, self.known, NOW)
        chat = self._replace(session=turn.session, known=turn.known)
        pending = turn.effects[-1] if turn.effects else None
        if isinstance(pending, Ask):
            return chat.after(Answered(pending.question, ()))
        assert not isinstance(pending, CONTESTED), f"{chat.place} спрашивает хранилище, вопрос родителя этого не ждёт"
        return chat
