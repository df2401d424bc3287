"""Makes the printed invitations: links to the bot with a code, the sheet of a class, the slips."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.rendering.addresses import Addresses, Way
from texts import School, Texts


class Printed(NamedTuple):
    """A PDF and the name of its file."""

    name: str
    content: bytes


class Printer:
    """Makes PDF files for one school. The PDF libraries are heavy, so only the methods that need them import them."""

    def __init__(self, texts: Texts, addresses: Addresses, school: School | None) -> None:
        """Store the texts, the addresses and the school."""
        self._texts, self._addresses, self._school = texts, addresses, school

    def ways(self, code: str) -> tuple[Way, ...]:
        """Return the ways to reach the bot, with links that contain `code`. Empty while no address is known."""
        facts = self._texts.facts_of(self._school)
        key = self._school.key if self._school else ""
        named = ((facts.get(f"{channel}_name"), channel, link) for channel, link in self._addresses.links(key, code))
        return tuple(Way(fact.said if fact else channel, link) for fact, channel, link in named)

    def sheet(self, class_name: str, code: str) -> Printed:
        """Return the sheet of a class as PDF."""
        from bot.rendering.paper.sheet import sheet
        from bot.rendering.paper.words import sheet_of

        said = sheet_of(self._texts, self._school, class_name, code, self.ways)
        return Printed(f"{said.name}.pdf", sheet(said))

    def slips(self, class_name: str, codes: Sequence[tuple[int, str]]) -> Printed:
        """Return the slips of a class as PDF. `codes` holds (family number, code) for each slip."""
        from bot.rendering.paper.slips import slips
        from bot.rendering.paper.words import slips_of

        said = slips_of(self._texts, self._school, class_name, codes, self.ways)
        return Printed(f"{said.name}.pdf", slips(said))
