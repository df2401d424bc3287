"""Finds access codes in typed text: alone, in a sentence, in a link, with any dash."""

import re

DASHES = "‐‑‒–—−"  #: what phones and editors put instead of a hyphen
OURS = re.compile(
    r"(?<![\w-])(?:[a-z0-9]{3} ?- ?[a-z0-9]{6}|demo-\d{1,2}[a-z])(?![\w-])", re.ASCII | re.IGNORECASE
)  #: case is ignored: phones capitalise the first letter
#: An access code with only the characters that generated codes contain: redaction of numbers skips these. Six digits
#: after the hyphen are the number of a certificate, not a code
MADE = re.compile(
    r"(?<![\w-])(?=[a-z-]*[2-9])[2-9bcdfghjkmnp-tv-z]{3}-(?=[2-9]*[a-z])[2-9bcdfghjkmnp-tv-z]{6}(?![\w-])"
)
#: Nine signs of the codes' alphabet that stand alone, with a space for the hyphen or nothing
BARE = re.compile(r"(?<![\w-])[2-9bcdfghjkmnp-tv-z]{3}[ \u00ad\u200b]?[2-9bcdfghjkmnp-tv-z]{6}(?![\w-])")
FIGURE = re.compile("[0-9]")
#: Russian letters and dashes that look the same on paper
LOOKALIKES = str.maketrans(f"вкмнрстухВКМНРСТУХ{DASHES}", f"bkmhpctyxBKMHPCTYX{'-' * len(DASHES)}")


def codes(text: str) -> tuple[str, ...]:
    """Return the access codes in a text, each once, in small letters. If links contain codes, return only these."""
    if not FIGURE.search(text):  # nearly every text
        return ()
    plain = hyphenated(text)
    found = [each for each in OURS.finditer(plain) if _mixed(each[0])] if "-" in plain else []
    if not found:
        return _bare(text)
    brought = [each for each in found if plain[each.start() - 1 : each.start()] == "="]
    return tuple(dict.fromkeys(each[0].replace(" ", "").lower() for each in brought or found))


def _bare(text: str) -> tuple[str, ...]:
    # codes copied from paper: without the hyphen, with a space for it, with Russian letters that look Latin
    found = (retyped(each[0]) for each in BARE.finditer(text.translate(LOOKALIKES).lower()))
    return tuple(dict.fromkeys(code for code in found if code))


def _mixed(code: str) -> bool:
    # access codes have both digits and letters: «web-design» and plain numbers are not codes
    return any(map(str.isdigit, code)) and any(map(str.isalpha, code))


def alone(text: str) -> bool:
    """Return whether the text is only one access code: bare, in quotes, or in a link."""
    if len(codes(text)) != 1:
        return False
    return len(text.split()) == 1 or OURS.fullmatch(hyphenated(text).strip()) is not None


def code_in_link(value: str) -> str:
    """Return the access code in the value of a link (`?ref=`, `?start=`); "" if it is not one of the bot's codes."""
    found = codes(value)
    return found[0] if len(found) == 1 else "" if found else retyped(value)


def hyphenated(text: str) -> str:
    """Return the text with every dash replaced by a hyphen."""
    for dash in DASHES:
        text = text.replace(dash, "-")
    return text


def retyped(text: str) -> str:
    """Return the access code meant by a text without the hyphen, or with Russian letters that look Latin.

    Return "" if the text is not a code.
    """
    bare = "".join(filter(str.isprintable, text.translate(LOOKALIKES).lower().replace("-", "")))
    bare = "".join(bare.split())
    code = f"{bare[:3]}-{bare[3:]}"
    return code if MADE.fullmatch(code) else ""


def hidden(low: str) -> str:
    """Return the plain text `low` with every character of its access codes replaced by x."""
    return MADE.sub(lambda code: "x" * len(code[0]), low) if "-" in low else low
