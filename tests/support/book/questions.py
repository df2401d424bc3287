"""Real questions of parents (Q1–Q76), and how each is asked of the bot in tests.

`questions/questions.yaml` holds the questions; every other file there lists how they are asked and the state that
answers:

    Q25: {types: "пишет ваш дневник не найден", state: diary/not_found}
    Q31: {taps: ["меню", "Все темы", "Дневник"], state: diary/start}

`types` is the first message of a chat; the bot may also guess, if a button then leads to the state. `taps` go on from
the first screen: a button label if the screen has it, else typed words. `schools` limits an entry to some sample
profiles or «none»; without it, all are asked. A question may have a list of such ways. An entry with a name instead of
a number is a question without a known real asker; it is asked all the same.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, model_validator

from flows.book.yaml_strings import ParsedYaml, read
from tests.support.book.all_screens import SCHOOLS
from tests.support.book.engine_chat import Asking
from tests.support.root import TESTS

FOLDER = TESTS / "questions"
ALL = "questions.yaml"
NONE = "none"  #: in `schools`: a parent whose school is not known
NUMBERS = range(1, 77)
_OWN = re.compile(r"[a-z][a-z0-9_]*")


class BadQuestions(Exception):
    """The entries cannot be read. Lists every mistake as a sentence with its file and line."""


def _listed(value: object) -> object:
    return value if isinstance(value, list) else [value]


class Way(BaseModel):
    """One way to ask a question, and the state that answers it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    state: str = Field(pattern=r"^[a-z][a-z0-9_]*/[a-z][a-z0-9_]*$")
    types: str = ""
    taps: tuple[str, ...] = ()
    schools: tuple[str, ...] = tuple(school or NONE for school in SCHOOLS)

    @model_validator(mode="after")
    def _asked_somehow(self) -> "Way":
        if bool(self.types) == bool(self.taps):
            raise ValueError("нужно одно из двух: types (что пишет родитель) или taps (что он нажимает)")
        if unknown := {*self.schools} - {NONE, *SCHOOLS}:
            raise ValueError(f"schools: нет школы {', '.join(sorted(unknown))}")
        return self

    @property
    def told(self) -> str:
        """Return the way as people read it: «слова» or [кнопка] → [кнопка]."""
        return f"«{self.types}»" if self.types else " → ".join(f"[{tap}]" for tap in self.taps)


_WAYS = TypeAdapter(dict[str, Annotated[list[Way], BeforeValidator(_listed)]])


def questions(folder: Path = FOLDER) -> dict[str, str]:
    """Return every question in the parents' words."""
    return {str(number): str(asks) for number, asks in _read(folder / ALL).value.items()}


def ways(folder: Path = FOLDER) -> dict[str, list[Way]]:
    """Return every way to ask each question; the key `file.name` is a question without a number.

    Raises BadQuestions with all mistakes of all files.
    """
    found: dict[str, list[Way]] = {}
    mistakes: list[str] = []
    known = questions(folder)
    for path in sorted(folder.glob("*.yaml")):
        if path.name != ALL:
            document = _read(path)
            mistakes += [*map(str, document.faults), *_strangers(path, document, known)]
            mistakes += _add(found, path, document)
    if mistakes:
        raise BadQuestions("\n".join(mistakes))
    return found


def _read(path: Path) -> ParsedYaml:
    return read(path.read_text(encoding="utf-8"), f"questions/{path.name}")


def _strangers(path: Path, document: ParsedYaml, known: Mapping[str, str]) -> Iterator[str]:
    for number in document.value:
        if number not in known and not _OWN.fullmatch(number):
            yield f"questions/{path.name}:{document.line((number,))}: вопроса {number} нет в {ALL}"


def _add(found: dict[str, list[Way]], path: Path, document: ParsedYaml) -> list[str]:
    try:
        for number, each in _WAYS.validate_python(document.value).items():
            found.setdefault(f"{path.stem}.{number}" if _OWN.fullmatch(number) else number, []).extend(each)
    except ValidationError as error:
        return [f"questions/{path.name}:{_line(document, wrong['loc'])}: {_says(wrong)}" for wrong in error.errors()]
    return []


def _line(document: ParsedYaml, path: tuple[str | int, ...]) -> int:
    # a single way is written without the list that it is parsed into
    number, *rest = path or ("",)
    single = isinstance(document.value.get(number), Mapping)
    return document.line((number, *(rest[1:] if single else rest)))


def _says(wrong: Mapping[str, object]) -> str:
    path = wrong["loc"]
    key = path[-1] if isinstance(path, tuple) and path else ""
    said = {"extra_forbidden": f"неизвестный ключ «{key}»", "missing": f"не хватает ключа «{key}»"}
    return said.get(str(wrong["type"]), f"«{key}»: {wrong['msg']}")


def unanswered(way: Way, asking: Asking) -> Iterator[str]:
    """Yield, for every school where a way does not lead to its state, where it led instead."""
    if asking.book.state(*way.state.split("/")) is None:
        yield f"состояния {way.state} нет в книге"
        return
    for school in way.schools:
        key = "" if school == NONE else school
        landed = asking.typed(key, way.types) if way.types else asking.tapped(key, way.taps)
        if way.state not in landed:
            yield f"{school}: {way.told} ведёт в {' или '.join(landed)}, а не в {way.state}"
