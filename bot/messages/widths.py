"""How wide a label is on a button, and how much room a button has on a phone: a label that is too wide is cut.

Platforms do not document the room. It is estimated for a phone 360 dp wide, the narrowest usual one: a message takes
about 305 dp of it, buttons of a row share them equally. Widths are in em, the size of the letters.
"""

from functools import lru_cache
from typing import NamedTuple

#: Hundredths of an em that characters take, rounded to five, from the font of our pictures (a test compares them).
ADVANCES = {
    20: "'", 25: "ij \u00a0", 30: "lI.,:;!‹›", 35: "f", 40: "rt()-•", 45: "г", 50: "зтьz1?„“/",
    55: "авсухчэяГacksvxyJL7«»–+", 60: "бдеёийклнопрцъЕЁТbdeghnopquEFTZ02345689", 65: "АБВЗРУХЧЬABPSVXY&",
    70: "мКЛСЭЯCDGKR", 75: "фыДИЙНОПЦЪHNOQU—", 80: "жшюw", 85: "щМФM%", 90: "Ыm", 95: "ЖШЮW…", 100: "Щ", 110: "№",
}  # fmt: skip
_OF = {char: hundredths for hundredths, chars in ADVANCES.items() for char in chars}
_OTHER = 120  #: emoji and rare characters


class ButtonRoom(NamedTuple):
    """The estimate for a messenger, in dp: the gap between two buttons of a row, and the size of the letters."""

    name: str
    gap: int
    size: int

    def of(self, buttons: int) -> float:
        """Return the room in em for each label of a row with so many buttons."""
        return ((MESSAGE - self.gap * (buttons - 1)) / buttons - 2 * PADDING) / self.size


MESSAGE, PADDING = 305, 8  #: dp: what a message takes of a phone 360 dp wide; beside a label, on each side
ROOMS = (ButtonRoom("telegram", 5, 15), ButtonRoom("vk", 8, 14))


def least(buttons: int) -> float:
    """Return the room in em in a row of so many buttons in every messenger: a label that fits it is cut nowhere."""
    return min(room.of(buttons) for room in ROOMS)


@lru_cache(maxsize=4096)
def width(label: str) -> float:
    """Return the width of a label in em."""
    return sum(_OF.get(char, _OTHER) for char in label) / 100


def fits(label: str, buttons: int) -> bool:
    """Return whether a label is shown whole in a row of so many buttons, in every messenger."""
    return width(label) <= least(buttons)
