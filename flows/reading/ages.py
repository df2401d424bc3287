"""Reading the age of a child: «8 лет», «ей 15», «пятнадцать»."""

import re

FIRST_OWN = 14  #: from this age a child has a passport and may register alone (F33, F73)
FIRST_GROWN = 18  #: from this age a person is an adult (F42)
_FEWEST, _MOST = 6, 25  #: a smaller bare number is the position of a button, a greater one is not the age of a pupil
_UNITS = ("", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять")
_TEENS = ("десять", "одиннадцать", "двенадцать", "тринадцать", "четырнадцать", "пятнадцать", "шестнадцать",
          "семнадцать", "восемнадцать", "девятнадцать", "двадцать")  # fmt: skip
_NUMBERS = {word: n for n, word in enumerate((*_UNITS, *_TEENS)) if word}
_AGE = re.compile(
    r"(?:(?:ему|ей|нам|им|ребенку|сыну|дочке|дочери|дочка|сын|уже|исполнилось|около|полных|возраст) )*"
    rf"(?P<number>\d{{1,2}}|{'|'.join(sorted(_NUMBERS, key=len, reverse=True))})"
    r"(?: ?ти)?(?P<years> ?(?:лет|года?|годик(?:а|ов)|летн\w+))?(?: (?:ему|ей|ребенку|сыну|дочке|дочери|уже))*"
)


def age(form: str) -> int | None:
    """Return the age in years if the whole normalised text is an age, else None.

    «3» alone is not an age, because it means the third button.
    """
    said = _AGE.fullmatch(form)
    if not said:
        return None
    years = _NUMBERS.get(said["number"]) or int(said["number"])
    return years if years <= _MOST and (said["years"] or years >= _FEWEST) else None


def band(years: int, *, grown: bool) -> str:
    """Return the key of the button for an age.

    `grown`: the screen has a button for adults. If it has none, an adult's age gives the key `teen`.
    """
    if years < FIRST_OWN:
        return "under_14"
    return "adult" if grown and years >= FIRST_GROWN else "teen"
