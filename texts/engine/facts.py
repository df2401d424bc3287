"""Facts: a phone, a link, a term, the name of a button …, each with its source and the date it was checked."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from texts.engine.forms import TERM, Form
from texts.engine.yaml_strings import Sheet

KINDS = ("phone", "link", "term", "button", "status", "text")
NAME = re.compile(r"[a-z][a-z0-9_]*")

# F…, P…, C… and B… are numbers of the domain notes; a school or the bot itself can be a source too.
_SOURCE = re.compile(r"(?:[FPC]\d{1,3}|B\d|школа|проводник)(?:, (?:[FPC]\d{1,3}|B\d|школа|проводник))*")
_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "phone": (re.compile(r"\+?[\d][\d ()-]{3,}"), "8 800 100 70 10"),
    "link": (re.compile(r"https://\S+"), "https://www.gosuslugi.ru/"),
    "term": (TERM, "5 working_days"),
}
_ANYTHING = re.compile(r".+", re.DOTALL), ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: `value` is for code, `said` is the text shown to people."""

    name: str
    value: str
    kind: str
    source: str
    checked_on: date
    say: str | None = None
    sure: bool = True

    @property
    def said(self) -> str:
        """The text for people: `say` of a term, else the value."""
        return self.say or self.value


def facts_in(sheet: Sheet) -> dict[str, Fact]:
    """Read every fact of a sheet; mistakes are collected in the sheet."""
    return facts_of(Form.of(sheet, sheet.tree))


def facts_of(form: Form) -> dict[str, Fact]:
    """Read the facts of one mapping (the own facts of a school are inside its profile)."""
    return {name: _fact(name, one) for name, one in form.named()}


def _fact(name: str, form: Form) -> Fact:
    if not NAME.fullmatch(name):
        form.sheet.complain(form.keys, f"имя факта «{name}»: только строчные латинские буквы, цифры и «_».")
    kind = form.one_of("kind", KINDS)
    shape, example = _SHAPES.get(kind, _ANYTHING)
    fact = Fact(
        name=name,
        value=form.matching("value", shape, example),
        kind=kind,
        source=form.matching("source", _SOURCE, "F83"),
        checked_on=form.day("checked_on"),
        say=_say(form, kind),
        sure=form.flag("sure", default=True),
    )
    form.close()
    return fact


def _say(form: Form, kind: str) -> str | None:
    """Read `say`, which a term must have and no other fact may have."""
    if kind == "term":
        return form.text("say")
    if form.has("say"):
        form.complain("say", "«say» пишут только у сроков (kind: term).")
    return form.optional("say")
