"""New codes: their format, and how they are stored."""

import secrets
from collections.abc import Mapping
from datetime import datetime

from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements, Value

# no i l o 0 1 (look-alikes) and no other vowel (accidental words): 28 characters, nine of them are 43 bits
LETTERS = "bcdfghjkmnpqrstvwxyz"
DIGITS = "23456789"

#: The end of a code or a role that is permanent
FOR_GOOD: dict[str, Value] = {"last_day": "", "ends_at": None}
NEW = """
INSERT INTO codes (code, kind, school, class, child, single, made_by, made_at, last_day, ends_at)
VALUES (:code, :kind, :school, :klass, :child, :single, :person, :now, :last_day, :ends_at)
"""


def new_code() -> str:
    """Return a random code that cannot be guessed, such as `k7x-49fq2m`. It has a digit, and a letter after the hyphen.

    The letter is needed because six digits at the end would look like the number of a certificate, and would be
    redacted.
    """
    while True:
        characters = "".join(secrets.choice(LETTERS + DIGITS) for _ in range(9))
        if not set(characters[3:]).isdisjoint(LETTERS) and not set(characters).isdisjoint(DIGITS):
            return f"{characters[:3]}-{characters[3:]}"


def add_code(
    db: Statements,
    code: str,
    kind: str,
    person: str,
    now: datetime,
    *,
    school: str = "",
    klass: str = "",
    child: str = "",
    until: Mapping[str, Value] = FOR_GOOD,
) -> str:
    """Store a code and return it. `person` is the one who makes the code; empty if the command line makes it."""
    db.defer(
        NEW, code=code, kind=kind, school=school, klass=klass, child=child, single=kind != "class", person=person,
        now=text_of(now), **until,
    )  # fmt: skip
    return code
