"""Codes as we make them, found in what people type: alone, in a sentence, in a link, with the dash of a phone."""

import re

DASHES = "‐‑‒–—−"  #: what phones and editors make of a hyphen
OURS = re.compile(
    r"(?<![\w-])(?:[a-z0-9]{3} ?- ?[a-z0-9]{6}|demo-\d{1,2}[a-z])(?![\w-])", re.ASCII | re.IGNORECASE
)  #: phones begin with a capital
#: The same in the signs codes are made of, and nothing looser: what is left alone when numbers are crossed out. Six
#: figures after the hyphen are the number of a certificate
MADE = re.compile(
    r"(?<![\w-])(?=[a-z-]*[2-9])[2-9bcdfghjkmnp-tv-z]{3}-(?=[2-9]*[a-z])[2-9bcdfghjkmnp-tv-z]{6}(?![\w-])"
)
#: Russian letters and dashes, as they are read off paper
LOOKALIKES = str.maketrans(f"вкмнрстухВКМНРСТУХ{DASHES}", f"bkmhpctyxBKMHPCTYX{'-' * len(DASHES)}")


def codes(text: str) -> tuple[str, ...]:
    """Give the codes a text holds, each once, as they were made; of a link only those it brings along."""
    plain = hyphenated(text)
    if "-" not in plain:  # nearly every text
        return ()
    found = [each for each in OURS.finditer(plain) if _mixed(each[0])]
    brought = [each for each in found if plain[each.start() - 1 : each.start()] == "="]
    return tuple(dict.fromkeys(each[0].replace(" ", "").lower() for each in brought or found))


def _mixed(code: str) -> bool:
    # a digit and a letter stand anywhere in ours: figures alone are somebody's number, letters alone «web-design»
    return any(map(str.isdigit, code)) and any(map(str.isalpha, code))


def alone(text: str) -> bool:
    """Tell whether a text is a code and nothing else: as it is, in quotes, or as a link that brings it."""
    if len(codes(text)) != 1:
        return False
    return len(text.split()) == 1 or OURS.fullmatch(hyphenated(text).strip()) is not None


def hyphenated(text: str) -> str:
    """Give the text with every dash a hyphen."""
    for dash in DASHES:
        text = text.replace(dash, "-")
    return text


def retyped(text: str) -> str:
    """Give the code somebody typed from paper without its hyphen or with Russian letters that look the same, or ""."""
    bare = "".join(text.translate(LOOKALIKES).lower().replace("-", "").split())
    code = f"{bare[:3]}-{bare[3:]}"
    return code if MADE.fullmatch(code) else ""


def hidden(low: str) -> str:
    """Give a plain text in small letters with every code of ours made letters, sign for sign."""
    return MADE.sub(lambda code: "x" * len(code[0]), low) if "-" in low else low
