"""Labels of children, classes, tickets and families. No names are stored, so labels use numbers and letters.

Labels that appear only in the answers to queries are in `bot/rendering/labels.py`.
"""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

MARKS = "АБВГДЕЖИКЛМНПРСТУФХЦ"  #: without З and О, which look like digits on paper


def class_label(class_name: str, until: str) -> str:
    """Return the label of a class for its teacher: «3Б», or for a substitute «3Б, до 12.12».

    `until`: the last day of the substitute as an ISO date; empty for the permanent teacher.
    """
    return f"{class_name}, до {date.fromisoformat(until):%d.%m}" if until else class_name


def child_label(number: int, class_name: str) -> str:
    """Return the label of a child: «Ребёнок 1, 3Б»."""
    return f"Ребёнок {number}, {class_name}" if class_name else f"Ребёнок {number}"


def ticket_label(number: int, class_name: str) -> str:
    """Return the label of a ticket: «№ 12, 3Б»."""
    return f"№\u00a0{number}, {class_name}" if class_name else f"№\u00a0{number}"


def family_label(number: int | None, mark: int | None) -> str:
    """Return the label of a family inside a sentence: «семья 7», or «новая семья Б» if `number` is None.

    `number`: the number of the family in the teacher's paper list. `mark`: the number of a new family that is not
    in the list yet.
    """
    return f"семья {number}" if number else f"новая семья {letters(mark or 0)}"


def family_title(number: int | None, mark: int | None) -> str:
    """Return the label of a family at the beginning of a line: «Семья 7», «Новая семья Б»."""
    label = family_label(number, mark)
    return f"{label[0].upper()}{label[1:]}"


def number_ranges(numbers: Iterable[int]) -> str:
    """Return numbers in order, three or more neighbours as a range: «3, 7, 13–28»."""
    runs = [[n for _, n in run] for _, run in groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0])]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def letters(mark: int) -> str:
    """Return the mark of a new family in letters: «А» for 1, «Ц» for 20, «АА» for 21."""
    rest, last = divmod(mark - 1, len(MARKS))
    return f"{letters(rest) if rest > 0 else ''}{MARKS[last]}"
