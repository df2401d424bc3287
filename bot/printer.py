"""Prints for one screen: the ways to the bot with a code, the class sheet, the slips. Made when a text or file asks."""

from collections.abc import Sequence

from bot.addresses import Addresses, Way
from texts import School, Texts


class Printer:
    """Knows the words, the school and the addresses; the heavy libraries are imported by what is printed."""

    def __init__(self, texts: Texts, addresses: Addresses, school: School | None) -> None:
        """Print for a school."""
        self._texts, self._addresses, self._school = texts, addresses, school

    def ways(self, code: str) -> tuple[Way, ...]:
        """Give the ways to the bot that bring a code along, none while no address is known."""
        facts = self._texts.facts_of(self._school)
        key = self._school.key if self._school else ""
        return tuple(Way(facts[f"{channel}_name"].said, link) for channel, link in self._addresses.links(key, code))

    def sheet(self, class_name: str, code: str) -> bytes:
        """Print the sheet of a class, as PDF."""
        from bot.paper.sheet import sheet
        from bot.paper.words import sheet_of

        return sheet(sheet_of(self._texts, self._school, class_name, code, self.ways))

    def slips(self, class_name: str, codes: Sequence[tuple[int, str]]) -> bytes:
        """Print the slips of numbers, each with its code, as PDF."""
        from bot.paper.slips import slips
        from bot.paper.words import slips_of

        return slips(slips_of(self._texts, self._school, class_name, codes, self.ways))
