"""Cached screens: their cache keys, and what is never cached."""

from msgspec.structs import replace

from bot.app.wiring import Content
from bot.messages.screen import encoded
from bot.rendering.context import ContextFactory, dependencies_of
from bot.rendering.screens import Screens
from bot.simulator.story import MONDAY
from flows.context.known import Known, Ticket
from flows.values.effects import Button, Say

STRANGER = Known(person="p", school="vylgort")
AGE = Say("card", "age", 5, (Button("under_14"), Button("teen")))
MAP = Say("menu", "home", 7, (Button("topics"), Button("human")))


def _screens(of: Content) -> Screens:
    return Screens(of.texts, ContextFactory(of.texts, of.book))


def _body(screens: Screens, say: Say, known: Known = STRANGER) -> str:
    context = screens._contexts.context(known, MONDAY, slots=say.slots, results=say.results, child=say.child)
    body = screens.body(say, context)
    assert body == encoded(screens.drawn(say, context))
    return body


def test_a_remembered_screen_carries_the_visit_it_is_said_on(shipped: Content) -> None:
    screens = _screens(shipped)
    first, later = _body(screens, AGE), _body(screens, replace(AGE, visit=41))
    assert "v5:under_14" in first
    assert later == first.replace("v5:", "v41:")


def test_the_cache_key_of_a_screen_distinguishes_screens(shipped: Content) -> None:
    screens = _screens(shipped)
    begun = replace(STRANGER, roles=(), consent="2026", muted=True)
    asked = replace(STRANGER, tickets=(Ticket("t", 1, "vylgort", "open", mine=True),))
    plain, told = _body(screens, MAP), _body(screens, MAP, asked)
    assert "Вопрос № 1" in told
    assert "Вопрос № 1" not in plain
    assert _body(screens, MAP, begun) == plain


def test_screens_with_texts_of_people_are_not_cached(shipped: Content) -> None:
    screens = _screens(shipped)
    asked = replace(STRANGER, tickets=(Ticket("t", 1, "vylgort", "open", mine=True, summary="приметы"),))
    context = screens._contexts.context(asked, MONDAY, slots={}, results={}, child="")
    on = dependencies_of(shipped.texts.asked(["menu/home"], []))
    assert on is not None
    assert context.key(on) is None


def test_a_list_of_typed_texts_is_not_cached(shipped: Content) -> None:
    screens, words, named = _screens(shipped), "куда пропал значок", "заявка, отклонили · 12"
    _body(screens, Say("misses", "lessons", 5, (Button("=1", words), Button("list"))))
    _body(screens, Say("misses", "list", 5, (Button("=1", named), Button("lessons"))))
    memory = str(shipped.texts.memory(shipped.texts.schools["vylgort"]))
    assert words not in memory
    assert named in memory
