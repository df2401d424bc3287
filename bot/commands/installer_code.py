"""The code of the installation, typed on any screen or brought by a link."""

from bot.commands.installation import Installation
from flows.privacy.codes import hyphenated
from flows.values.events import Event, Opened, Said

AROUND = "«»\"'`“”„‘’.,;:!()<>"  #: what people and phones put around a code
LONGEST = 200  #: characters; a longer text is no code, and is not looked at letter by letter
NAMES = ("/start", "ADMIN_CODE=")  #: what is copied together with the code


def entrance(event: Event, installation: Installation) -> Event:
    """Return the event that opens the entrance if a typed text is only the installer code, else the same event.

    The engine does not know this code, so it could not tell the code from other words.
    """
    if not isinstance(event, Said) or event.edited or not installation.code or len(event.text) > LONGEST:
        return event
    code = meant(event.text)
    return Opened("welcome", "", {"code": code}) if installation.opened_by(code) else event


def by_link(event: Event, link: str, installation: Installation) -> Event:
    """Return the event that opens the entrance if a chat was opened by a link with the installer code."""
    if not isinstance(event, Opened) or not link or not installation.opened_by(code := meant(link)):
        return event
    return Opened("welcome", "", {"code": code})


def meant(text: str) -> str:
    """Return a text without spaces, invisible characters, quotes, and what is copied together with a code."""
    code = hyphenated("".join(char for char in text if char.isprintable() and not char.isspace()))
    for name in NAMES:
        code = code.strip(AROUND).removeprefix(name)
    return code.strip(AROUND)
