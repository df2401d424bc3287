"""Spans of time in Russian words: «почти три часа», «больше двух недель»."""

from typing import NamedTuple

_HOUR, _DAY = 3600, 86_400
_LOW = ("", "", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")
_TEENS = ("один", "две", "три", "четыр", "пят", "шест", "сем", "восем", "девят")
NUMBERS = (*_LOW, *(f"{teen}надцать" for teen in _TEENS), "двадцать")
OF_NUMBERS = (
    "",
    "",
    "двух",
    "трёх",
    "четырёх",
    "пяти",
    "шести",
    "семи",
    "восьми",
    *(f"{each[:-1]}и" for each in NUMBERS[9:]),
)


class Unit(NamedTuple):
    """A unit of time in seconds, and its forms."""

    seconds: int
    most: int  #: the greatest number of these units; above it the next unit is used
    of_one: str  #: «около часа»
    few: str  #: «два часа»
    many: str  #: «пять часов», «больше двух часов»
    two: str = "два"

    def counted(self, number: int) -> str:
        """Return «два часа», «пять часов»; number is 2 to 20."""
        word = self.two if number == 2 else NUMBERS[number]
        return f"{word} {self.few if number < 5 else self.many}"

    def of(self, number: int) -> str:
        """Return «часа», «двух часов»: the form after «больше»."""
        return f"{OF_NUMBERS[number]} {self.many}" if number > 1 else self.of_one


UNITS = (
    Unit(_HOUR, 20, "часа", "часа", "часов"),
    Unit(_DAY, 13, "суток", "дня", "дней"),
    Unit(7 * _DAY, 7, "недели", "недели", "недель", "две"),
    Unit(30 * _DAY, 11, "месяца", "месяца", "месяцев"),
    Unit(365 * _DAY, 20, "года", "года", "лет"),
)


def span(seconds: float) -> str:
    """Return a span in words, rounded to a sixth of its unit: «три дня», «больше трёх дней», «почти четыре дня».

    The words fit after «прошло». A span under an hour is said as «меньше часа».
    """
    unit = next((each for each in UNITS if seconds < (each.most + 5 / 6) * each.seconds), UNITS[-1])
    whole, part = divmod(seconds / unit.seconds, 1)
    number = min(int(whole), unit.most)
    if number == 0 and part < 5 / 6:
        return f"меньше {unit.of_one}"
    if number < 2 and (part < 1 / 6 or number == 0):
        return f"около {unit.of_one}"
    if part >= 5 / 6 and number < unit.most:
        return f"почти {unit.counted(number + 1)}"
    return unit.counted(number) if part < 1 / 6 else f"больше {unit.of(number)}"
