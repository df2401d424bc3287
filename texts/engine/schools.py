"""School profiles: the values that differ between schools. They name roles, never people."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from texts.engine.facts import Fact, facts_of
from texts.engine.forms import TERM, Form
from texts.engine.yaml_strings import Sheet

DIARIES = ("gis_komi", "dnevnik_ru")
CHATS = ("vk", "max")

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = "(?:mon|tue|wed|thu|fri|sat|sun)"
_CLOCK = r"(?:[01]?\d|2[0-3]):[0-5]\d"
_SPAN = rf"{_DAY}(?:-{_DAY})? {_CLOCK}-{_CLOCK}"
_OPEN = re.compile(rf"{_SPAN}(?:, {_SPAN})*")
_LINK = re.compile(r"https://\S+")
_VARIABLE = re.compile(r"[A-Z][A-Z0-9_]*")
_PERSON = re.compile(r"[а-яё]+(?:ович|евич|ична|овна|евна)\b|\b[А-ЯЁ]\.\s?[А-ЯЁ]\.")


@dataclass(frozen=True, slots=True)
class Diary:
    """The electronic diary of a school. If `link` or `checked` is missing, texts say only what is certain."""

    kind: str
    name: str
    link: str | None = None
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Chats:
    """The service that the school uses for its chats (`kind`), and whether that is confirmed (`sure`)."""

    kind: str
    sure: bool


@dataclass(frozen=True, slots=True)
class OpenSpan:
    """Opening hours on some weekdays (0 is Monday), in the time zone of the school."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Staff:
    """The contact of the school's administrator: title, room, opening hours, and the usual time of an answer."""

    title: str
    to_whom: str
    hours: str
    open: tuple[OpenSpan, ...]
    answer_within: str
    answer_say: str
    sure: bool
    room: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Holiday:
    """Holidays of a school, first and last day included. They replace those of the common calendar."""

    name: str
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Tokens:
    """The environment variables with the secrets of a school's own bot or community: their names, not their values."""

    telegram_token: str | None = None
    vk_token: str | None = None
    vk_group_id: str | None = None


@dataclass(frozen=True, slots=True)
class School:
    """The profile of one school."""

    key: str
    name: str
    egrul_name: str
    egrul_checked: bool
    place: str
    zone: str
    diary: Diary
    chats: Chats
    staff: Staff
    district: str | None
    order: str | None
    order_grounds: str | None
    holidays: tuple[Holiday, ...]
    tokens: Tokens
    facts: Mapping[str, Fact]


def school_in(sheet: Sheet, common: Mapping[str, Fact]) -> School:
    """Read the profile of one school from its YAML file. Mistakes are collected in `sheet`.

    The profile may override facts of `common`, but not add new ones."""
    form = Form.of(sheet, sheet.tree)
    school = School(
        key=sheet.path.stem,
        name=form.text("name"),
        egrul_name=form.text("egrul_name"),
        egrul_checked=form.flag("egrul_checked"),
        place=form.text("place"),
        zone=_zone(form),
        diary=_diary(form.part("diary")),
        chats=_chats(form.part("chats")),
        staff=_staff(form.part("staff")),
        district=form.optional("district"),
        order=form.optional("order"),
        order_grounds=form.optional("order_grounds"),
        holidays=tuple(_holiday(one) for one in form.parts("holidays")),
        tokens=_tokens(form.part("tokens")) if form.has("tokens") else Tokens(),
        facts=_own_facts(form.part("facts"), common) if form.has("facts") else {},
    )
    form.asked |= {"tokens", "facts"}
    form.close()
    return school


def _zone(form: Form) -> str:
    zone = form.text("zone")
    try:
        ZoneInfo(zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError, OSError):
        form.complain("zone", f"часового пояса «{zone}» нет, нужно например «Europe/Moscow».")
    return zone


def _diary(form: Form) -> Diary:
    diary = Diary(
        kind=form.one_of("kind", DIARIES),
        name=form.text("name"),
        link=_optional_like(form, "link", _LINK, "https://example.ru/"),
        checked=form.optional_day("checked"),
    )
    form.close()
    return diary


def _chats(form: Form) -> Chats:
    chats = Chats(kind=form.one_of("kind", CHATS), sure=form.flag("sure"))
    form.close()
    return chats


def _staff(form: Form) -> Staff:
    staff = Staff(
        title=_role(form, "title"),
        to_whom=_role(form, "to_whom"),
        hours=form.text("hours"),
        open=_open(form),
        answer_within=form.matching("answer_within", TERM, "1 working_days"),
        answer_say=form.text("answer_say"),
        sure=form.flag("sure"),
        room=form.optional("room"),
        phone=form.optional("phone"),
    )
    form.close()
    return staff


def _role(form: Form, key: str) -> str:
    role = form.text(key)
    if _PERSON.search(role):
        form.complain(key, f"«{key}»: похоже на имя человека, а в профиле пишут только должность.")
    return role


def _open(form: Form) -> tuple[OpenSpan, ...]:
    said = form.matching("open", _OPEN, "mon-fri 9:00-17:00")
    spans = tuple(_span(one) for one in said.split(", ")) if _OPEN.fullmatch(said) else ()
    for span in spans:
        if span.closes <= span.opens or not span.weekdays:
            form.complain("open", f"«open»: «{said}»: конец раньше начала.")
    return spans


def _span(said: str) -> OpenSpan:
    days, hours = said.split(" ")
    opens, closes = (_clock(one) for one in hours.split("-"))
    first, *rest = (_WEEKDAYS.index(one) for one in days.split("-"))
    last = rest[0] if rest else first
    return OpenSpan(tuple(range(first, last + 1)), opens, closes)


def _clock(said: str) -> time:
    hour, minute = said.split(":")
    return time(int(hour), int(minute))


def _holiday(form: Form) -> Holiday:
    holiday = Holiday(form.text("name"), form.day("from"), form.day("to"))
    if holiday.last < holiday.first and holiday.last != date.min:
        form.complain("to", "каникулы кончаются раньше, чем начались.")
    form.close()
    return holiday


def _tokens(form: Form) -> Tokens:
    tokens = Tokens(
        telegram_token=_variable(form, "telegram_token"),
        vk_token=_variable(form, "vk_token"),
        vk_group_id=_variable(form, "vk_group_id"),
    )
    form.close()
    return tokens


def _variable(form: Form, key: str) -> str | None:
    # The message does not repeat the value: it may be a secret that was pasted by mistake.
    value = form.optional(key)
    if value and not _VARIABLE.fullmatch(value):
        form.complain(key, f"«{key}»: нужно имя переменной окружения (например «SCHOOL2_VK_TOKEN»), а не сам ключ.")
    return value


def _own_facts(form: Form, common: Mapping[str, Fact]) -> dict[str, Fact]:
    facts = facts_of(form)
    for name, fact in facts.items():
        if name not in common:
            form.complain(name, f"факта «{name}» нет в facts.yaml: школа может только уточнить общий.")
        elif fact.kind != common[name].kind:
            form.complain(name, f"факт «{name}» в facts.yaml другого вида: {common[name].kind}.")
    return facts


def _optional_like(form: Form, key: str, pattern: re.Pattern[str], example: str) -> str | None:
    return form.matching(key, pattern, example) if form.has(key) else form.optional(key)
