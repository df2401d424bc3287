"""Facts: a phone number, a link, a time limit (term), the name of a button and so on.

Each fact has a source and the date on which it was copied from there. If somebody has looked at the thing itself
(called the number, opened the link, read the button on a screen), the fact has that date too. News has the date of the
news.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel.dates import format_date

from texts.engine.forms import TERM, Form
from texts.engine.yaml_strings import Sheet

KINDS = ("phone", "link", "term", "button", "status", "text")
NAME = re.compile(r"[a-z][a-z0-9_]*")

# F…, P…, C… and B… are numbers of the domain notes; a school or the bot itself can be a source too.
_SOURCE = re.compile(r"(?:[FPC]\d{1,3}|B\d|школа|проводник)(?:, (?:[FPC]\d{1,3}|B\d|школа|проводник))*")
_SHAPES: Mapping[str, tuple[re.Pattern[str], str]] = {
    "phone": (re.compile(r"\d{3}|\+?[\d][\d ()-]{3,}"), "8 800 100 70 10"),
    "link": (re.compile(r"https://\S+"), "https://www.gosuslugi.ru/"),
    "term": (TERM, "5 working_days"),
}
_ANYTHING = re.compile(r".+", re.DOTALL), ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `value`: what code uses. `said`: the text that people see."""

    name: str
    value: str
    kind: str
    source: str
    copied_on: date
    seen_on: date | None = None  #: the day on which somebody looked at the thing itself; None if nobody has
    news_on: date | None = None  #: the day of the news that the fact comes from; None if it comes from elsewhere
    say: str | None = None
    sure: bool = True

    @property
    def said(self) -> str:
        """Return the text that people see: the `say` of a term, or the value of any other fact."""
        return self.say or self.value

    @property
    def checked_on(self) -> date:
        """Return the last day on which somebody compared the fact with its source or with the thing itself."""
        return max(self.copied_on, self.seen_on or self.copied_on)


def sayings(facts: Mapping[str, Fact]) -> dict[str, str]:
    """Return {name: text for people} for `fact.…` in templates.

    A fact from the news also has `fact.<name>_news`, the month of the news in the genitive: «декабря 2025 года».
    """
    months = {f"{name}_news": _month(fact.news_on) for name, fact in facts.items() if fact.news_on}
    return {**{name: fact.said for name, fact in facts.items()}, **months}


def is_said(name: str, facts: Mapping[str, Fact]) -> bool:
    """Return whether templates may use `fact.<name>`: it is a fact, or the month of a fact from the news."""
    news = facts.get(name.removesuffix("_news"))
    return name in facts or (name.endswith("_news") and news is not None and news.news_on is not None)


@lru_cache(maxsize=100)
def _month(day: date) -> str:
    return f"{format_date(day, 'MMMM yyyy', locale='ru')} года"


def facts_in(sheet: Sheet) -> dict[str, Fact]:
    """Return {name: fact} for every fact of a YAML file. Mistakes are collected in `sheet`."""
    return facts_of(Form.of(sheet, sheet.tree))


def facts_of(form: Form) -> dict[str, Fact]:
    """Return {name: fact} for one mapping, for example the facts inside a school profile."""
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
        copied_on=form.day("copied_on"),
        seen_on=form.optional_day("seen_on"),
        news_on=form.optional_day("news_on"),
        say=_say(form, kind),
        sure=form.flag("sure", default=True),
    )
    form.close()
    return fact


def _say(form: Form, kind: str) -> str | None:
    """Return the value of the key `say` or None. Facts of the kind «term» must have this key; others must not."""
    if kind == "term":
        return form.text("say")
    if form.has("say"):
        form.complain("say", "«say» пишут только у сроков (kind: term).")
    return form.optional("say")
