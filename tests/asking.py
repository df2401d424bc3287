"""A chat with the bare engine: words typed and buttons pressed as they are labelled, without a store or a messenger."""

from collections.abc import Sequence

from flows.effects import CONTESTED, Ask
from flows.engine import advance
from flows.events import Answered, Event, Pressed, Said
from flows.known import Known
from flows.model import GUESS, Book
from flows.session import Session
from tests.people import NOW


class Asking:
    """Opens chats of parents of whom only the school is known."""

    def __init__(self, book: Book) -> None:
        """Keep the book."""
        self.book = book

    def chat(self, school: str) -> "Chat":
        """Give a chat that has stood nowhere yet."""
        return Chat(self.book, Known(person="p", school=school, staffed=True))


class Chat:
    """One chat, and where it stands."""

    def __init__(self, book: Book, known: Known) -> None:
        """Begin at nothing."""
        self._book, self._known = book, known
        self.session = Session()

    @property
    def place(self) -> str:
        """Give where the chat stands, as an author writes it."""
        return f"{self.session.flow}/{self.session.state}"

    def typed(self, words: str) -> tuple[str, ...]:
        """Begin with words, and give where they lead: to a place, or to a guess and the places of its lines."""
        self._fold(Said(words))
        if (self.session.flow, self.session.state) != GUESS:
            return (self.place,)
        asked = self.session
        return (self.place, *(self._from(asked, f"={option.value}") for option in asked.options))

    def tapped(self, taps: Sequence[str]) -> tuple[str, ...]:
        """Go on from the first screen by buttons and words, and give where they lead."""
        self._fold(Said("/start"))
        for tap in taps:
            key = self._shown().get(tap)
            self._fold(Pressed(self.session.visit, key) if key else Said(tap))
        return (self.place,)

    def _from(self, session: Session, key: str) -> str:
        self.session = session
        self._fold(Pressed(session.visit, key))
        return self.place

    def _shown(self) -> dict[str, str]:
        at = self.session
        labels = {self._book.label(at.flow, at.state, key): key for key in at.shown}
        return {**labels, **{option.label: f"={option.value}" for option in at.options}}

    def _fold(self, event: Event) -> None:
        turn = advance(self._book, self.session, event, self._known, NOW)
        self.session, self._known = turn.session, turn.known
        pending = turn.effects[-1] if turn.effects else None
        if isinstance(pending, Ask):
            return self._fold(Answered(pending.question, ()))
        assert not isinstance(pending, CONTESTED), f"{self.place} спрашивает хранилище, а вопрос родителя этого не ждёт"
        return None
