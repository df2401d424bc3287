"""Names of files that people send: without personal data, and safe to store, to show and to upload."""

import re
import unicodedata
from datetime import date

from flows.privacy.plain import CROSSED
from flows.privacy.redaction import redacted

LONGEST = 60  #: characters of a name without its extension
_HIDDEN = "…"  #: stands for redacted data
_READ = 300  #: characters of a typed name that are looked at
_FORBIDDEN = re.compile(r'[<>:"|?*]+')  # in names of files on Windows


def file_name(typed: str, default: str, others: tuple[str, ...], today: date) -> str:
    """Return the name under which a sent file is stored.

    `default` is the name of a file without a usable name; its extension is the true one by the content. An extension
    in `others` is equally true and stays («.jpeg»). Folders, control characters and marks of direction are removed,
    personal data is replaced by «…».
    """
    stem, extension = _parted(_one_line(typed), default[default.rfind(".") :], others)
    stem = _crossed(stem, today)[:LONGEST].strip(" .")
    return f"{stem}{extension}" if any(map(str.isalnum, stem)) else default


def crossed_name(typed: str, today: date) -> str:
    """Return a typed file name on one line without personal data, to be kept until `file_name` gets the content."""
    stem, dot, extension = _one_line(typed).rpartition(".")
    return f"{_crossed(stem, today)}.{extension}" if dot and extension.isalnum() else _crossed(_one_line(typed), today)


def _crossed(stem: str, today: date) -> str:
    # underscores hide a name from the redaction
    found = redacted(stem.replace("_", " "), today)
    return found.text.replace(CROSSED, _HIDDEN) if found.struck else stem


def _one_line(typed: str) -> str:
    name = re.split(r"[/\\]", typed)[-1]
    seen = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", name))
    kept = "".join(char for char in seen if not unicodedata.category(char).startswith("C"))
    return " ".join(_FORBIDDEN.sub(" ", kept).split())[:_READ]


def _parted(name: str, extension: str, others: tuple[str, ...]) -> tuple[str, str]:
    for each in (extension, *others):
        if name.lower().endswith(each):
            return name[: -len(each)], each
    return name, extension
