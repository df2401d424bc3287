"""The phones of the demo: what was sent stands here, in memory, as a messenger would show it."""

from collections.abc import Callable, Sequence
from itertools import count

import msgspec

from bot.channels import End, Parcel, Sent
from bot.screen import Screen


class Bubble(msgspec.Struct, frozen=True):
    """One message on a phone. `mine`: the person wrote it."""

    id: str
    text: str
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    mine: bool = False


class Phones:
    """What stands on every phone, by peer."""

    def __init__(self, changed: Callable[[str, Bubble], None] = lambda _peer, _bubble: None) -> None:
        """Begin with empty phones; `changed` is told what a phone shows that it did not."""
        self._bubbles: dict[str, dict[str, Bubble]] = {}
        self._arrived: dict[int, str] = {}
        self._number = count(1)
        self.changed = changed

    def bubbles(self, peer: str) -> list[Bubble]:
        """Give what a phone shows, the oldest first."""
        return list(self._bubbles.get(peer, {}).values())

    def wrote(self, peer: str, text: str) -> None:
        """Show what the person themselves wrote."""
        self._put(peer, Bubble(f"m{next(self._number)}", text, mine=True))

    def clear(self) -> None:
        """Empty all phones."""
        self._bubbles.clear()
        self._arrived.clear()

    async def send(self, account: str, parcels: Sequence[Parcel]) -> Sequence[End]:
        """Show parcels; one that has arrived already is not shown twice."""
        del account
        return [Sent(self._arrived.get(parcel.id) or self._arrive(parcel)) for parcel in parcels]

    def _arrive(self, parcel: Parcel) -> str:
        phone = self._bubbles.setdefault(parcel.peer, {})
        if parcel.strip in phone:
            phone[parcel.strip] = msgspec.structs.replace(phone[parcel.strip], rows=())
        number = parcel.edit if parcel.edit in phone else f"m{next(self._number)}"
        self._put(parcel.peer, _bubble(number, parcel.screen))
        self._arrived[parcel.id] = number
        return number

    def _put(self, peer: str, bubble: Bubble) -> None:
        self._bubbles.setdefault(peer, {})[bubble.id] = bubble
        self.changed(peer, bubble)


def _bubble(number: str, screen: Screen) -> Bubble:
    rows = tuple(tuple((key.label, key.payload) for key in row) for row in screen.rows)
    return Bubble(number, screen.text, rows)
