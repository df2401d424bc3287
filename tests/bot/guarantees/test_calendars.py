"""Terms, quiet hours and the expected answer are computed in the school's time zone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from msgspec import structs

from bot.app.wiring import Content
from bot.rendering.context import ContextFactory
from flows.book.model import CONSENT_VERSION
from flows.context.known import Child, Known, Stage
from flows.context.rule_context import RuleContext
from flows.engine.advance import advance
from flows.rules import RULES
from flows.values.calendar import Span
from flows.values.effects import OpenLater
from flows.values.events import Said
from flows.values.session import Session

URAL = ZoneInfo("Asia/Yekaterinburg")
LATE = datetime(2026, 11, 16, 19, 30, tzinfo=UTC)  #: 22:30 in Moscow, already Tuesday 00:30 beyond the Urals


def parent(school: str) -> Known:
    """Return a parent of a child of a school."""
    child = Child("p-1", 1, "c1", "1А", school)
    return Known(person="p", consent=CONSENT_VERSION, children=(child,), school=school)


def test_a_school_beyond_the_ural_counts_in_its_own_zone(shipped: Content) -> None:
    """«Сегодня» is the day at the school, and the reminder comes in its morning, not in Moscow's."""
    session, known, wishes = Session(), parent("sample_dnevnik"), []
    for event in (Said("статус снилс проверка данных"), Said("да"), Said("сказать, когда отправили"), Said("сегодня")):
        turn = advance(shipped.book, session, event, known, LATE)
        session, known = turn.session, turn.known
        wishes += [effect for effect in turn.effects if isinstance(effect, OpenLater)]
    stage = known.children[0].stage("documents", "snils")
    assert stage is not None
    assert stage.on.isoformat() == "2026-11-17"
    assert wishes
    assert all(8 <= wish.due.astimezone(URAL).hour < 21 for wish in wishes)


def test_a_text_speaks_in_the_time_of_the_school(shipped: Content) -> None:
    """The same moment is Monday in Выльгорт and Tuesday in Заречная."""
    contexts = ContextFactory(shipped.texts, shipped.book)
    days = {}
    for school in ("vylgort", "sample_dnevnik"):
        context = contexts.context(parent(school), LATE, slots={}, results={}, child="p-1")
        now = context["now"]
        assert isinstance(now, datetime)
        days[school] = now.date().isoformat()
    assert days == {"vylgort": "2026-11-16", "sample_dnevnik": "2026-11-17"}


@pytest.mark.parametrize(("track", "rule"), [("sferum", "sferum_wait_over"), ("myschool", "myschool_past_usual")])
def test_a_request_waits_as_long_as_its_school_says(track: str, rule: str, shipped: Content) -> None:
    """Six working days are late where three are usual, and not where ten are."""
    patient = replace(shipped.book, own_terms={"sample_dnevnik": {"request_usual": Span.parse("10 working_days")}})
    child = Child("p-1", 1, "c1", "1А", "sample_dnevnik", (Stage(track, "requested", date(2026, 11, 9)),))
    known = Known(person="p", children=(child,), school="sample_dnevnik")
    context = RuleContext(shipped.book, Session(child="p-1"), known, LATE)
    assert RULES[rule](context)
    assert not RULES[rule](structs.replace(context, book=patient))
