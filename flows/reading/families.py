"""Reading names of classes, and numbers of families on the teacher's paper list."""

import re
from collections.abc import Mapping

from flows.reading.reader import ReaderInput
from flows.text.labels import family_title

MOST_FAMILIES = 60  #: of one class; a greater number is a typing error
LONGEST_WAIT = 60  #: working days, twice the longest term of a check
_CLASS = re.compile(r"(\d{1,2})(?:\s*-?\s*(?:й|м|ый|ом)\s)?\s*[-–—«\"“„']?\s*([А-ЯЁа-яёA-Za-z])[»\"“”']?\.?")
_AROUND_A_CLASS = re.compile(r"(?i)^(?:в|у нас|наш)\s|\bкласс[а-я]?\b")
_LATIN = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУАВСЕНКМОРТХУ")


def class_name(said: ReaderInput) -> Mapping[str, str] | None:
    """Read the name of a class: «3б», «3 «Б»», «11-А класс» become 3Б, 3Б, 11А.

    Latin letters that look Cyrillic are accepted.
    """
    match = _CLASS.fullmatch(_AROUND_A_CLASS.sub(" ", said.text.strip()).strip())
    if not match or not 1 <= int(match[1]) <= 11:
        return None
    letter = match[2].translate(_LATIN).upper()
    return {"class_name": f"{int(match[1])}{letter}"} if "А" <= letter <= "Я" or letter == "Ё" else None


def count(said: ReaderInput) -> Mapping[str, str] | None:
    """Read how many families a teacher's paper list has: «28», «28 семей», «у нас 28»."""
    found = _number(said.text)
    return {"count": str(found)} if found else None


def family(said: ReaderInput) -> Mapping[str, str] | None:
    """Read the number of a family on the teacher's paper list: «7», «№ 7», «семья 7»."""
    found = _number(said.text)
    return {"family": str(found), "family_label": family_title(found, None)} if found else None


def number(said: ReaderInput) -> Mapping[str, str] | None:
    """Read the number that a new family gets on the teacher's paper list: «7», «№ 7»."""
    found = _number(said.text)
    return {"number": str(found)} if found else None


def _number(text: str) -> int | None:
    figures = re.findall(r"\d+", text)
    found = _of_family(figures[0]) if len(figures) == 1 else 0
    return found or None


def _of_family(figures: str) -> int:
    """Convert digits to the number of a family; return 0 if they are no number or above MOST_FAMILIES."""
    found = int(figures) if figures.isdecimal() and len(figures) < 5 else 0
    return found if found <= MOST_FAMILIES else 0


def family_numbers(said: ReaderInput) -> Mapping[str, str] | None:
    """Read numbers and ranges of numbers on the teacher's paper list: «3, 7 и 10-12»."""
    typed = " ".join(said.text.replace("–", "-").replace("—", "-").split())
    text = " ".join(re.sub(r"(?i)\bи\b|№|семь[яиейю]+|номер\w*", " ", typed).split())
    pieces = text.replace(" -", "-").replace("- ", "-").replace(",", " ").replace(";", " ").rstrip(". ").split()
    numbers = [number for piece in pieces for number in _range(piece)]
    return {"segment": "numbers:" + ",".join(map(str, sorted(set(numbers))))} if numbers and all(numbers) else None


def _range(piece: str) -> list[int]:
    first, dash, last = piece.partition("-")
    begins = _of_family(first)
    ends = _of_family(last) if dash else begins
    return list(range(begins, ends + 1)) if 0 < begins <= ends else [0]


def days_over(said: ReaderInput) -> Mapping[str, str] | None:
    """Read after how many working days the check of a document counts as long: «дольше 7 дней»."""
    found = re.fullmatch(r"(?:\D*\s)?(\d{1,2})(?:\s*(?:рабоч\w*)?\s*(?:дн\w*|день))?", said.text.casefold().strip())
    days = int(found[1]) if found else 0
    return {"segment": f"waiting:{days}"} if 1 <= days <= LONGEST_WAIT else None
