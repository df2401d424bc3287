"""How easily the code of the first administrator is guessed."""

import re

SHORT = 16  #: characters below which `doctor` advises a longer code
#: What people choose first. A code that has hardly anything besides is refused.
COMMON = (
    "administrator", "provodnik", "password", "passw0rd", "changeme", "superuser", "director", "direktor", "letmein",
    "welcome", "vkontakte", "telegram", "iloveyou", "gosuslugi", "school", "shkola", "qwerty", "qwertz", "parol",
    "secret", "default", "example", "admin", "login", "start", "test", "code", "kod", "bot",
)  # fmt: skip
ROWS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv5tgb", "1q2w3e4r5t6y7u8i")
LEFT, DIFFERENT = 3, 5  #: characters that must be left beside the common ones; different characters in the whole code


def is_obvious(code: str) -> bool:
    """Return True if a code is one of those that are tried first: `password`, `12345678a`, `qwerty2026`."""
    lower = code.lower()
    left = re.sub("|".join(COMMON), "", lower)
    left = re.sub(r"[\d_-]", "", _without_rows(left))
    return len(left) < LEFT or len(set(lower)) < DIFFERENT


def _without_rows(text: str) -> str:
    """Return a text without four or more neighbouring keys or letters, in either direction."""
    for row in ROWS:
        for line in (row, row[::-1]):
            for size in range(len(line), 3, -1):
                for at in range(len(line) - size + 1):
                    text = text.replace(line[at : at + size], "")
    return text
