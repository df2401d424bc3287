"""Properties of `advance` over arbitrary lives of a chat, on the shipped book."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.check.sights import SIGHTS
from bot.messages.markup import plain
from bot.rendering.context import ContextFactory
from bot.rendering.screens import Screens
from flows.engine.advance import advance
from flows.values.effects import Notice
from flows.values.events import News
from tests.support.flows.chat_life import Life, happenings, in_the_book
from tests.support.shipped import SHIPPED

SCREENS = Screens(SHIPPED.texts, ContextFactory(SHIPPED.texts, SHIPPED.book))
TELLING = ContextFactory(SHIPPED.texts, SHIPPED.book)
LONGEST, KEYS = 4000, 10
lives = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
long = st.lists(happenings(SHIPPED.book), min_size=1, max_size=25)


@lives
@given(long, st.data())
def test_no_life_of_a_chat_raises_or_leaves_the_book(line: list, data: st.DataObject) -> None:  # type: ignore[type-arg]
    """Every event gives a turn, the session round-trips (asserted in Life), and its state is in the book."""
    life = Life(SHIPPED.book, data)
    for event in line:
        life.live(event)
        assert not life.session.state or SHIPPED.book.state(life.session.flow, life.session.state)
        assert not life.session.asking
        assert not life.session.notes
    assert in_the_book(SHIPPED.book, life.said)


@lives
@given(long, st.data())
def test_every_screen_fits_the_strictest_channel(line: list, data: st.DataObject) -> None:  # type: ignore[type-arg]
    """No screen is over 4,000 characters or ten buttons, and every one has a text."""
    life = Life(SHIPPED.book, data)
    for event in line:
        said = len(life.said)
        life.live(event)
        for say in life.said[said:]:
            context = TELLING.context(
                life.known, life.now, slots=say.slots, results=say.results, child=say.child, queried=SIGHTS
            )
            screen = SCREENS.drawn(say, context)
            assert 0 < len(plain(screen.text)) <= LONGEST
            assert sum(map(len, screen.rows)) <= KEYS


@lives
@given(long, st.data())
def test_progress_is_never_lost(line: list, data: st.DataObject) -> None:  # type: ignore[type-arg]
    """Only erasing removes a record; every other event keeps or renews it."""
    life = Life(SHIPPED.book, data)
    for event in line:
        before = {(c.id, s.track, s.about) for c in life.known.children for s in c.stages}
        erased = len([e for e in life.effects if type(e).__name__ == "Forget"])
        life.live(event)
        if len([e for e in life.effects if type(e).__name__ == "Forget"]) == erased:
            assert before <= {(c.id, s.track, s.about) for c in life.known.children for s in c.stages}


@lives
@given(long, st.sampled_from([("follow_up", "due"), ("follow_up", "limit"), ("human", "answered")]), st.data())
def test_a_notice_changes_nothing_of_where_a_person_stands(
    line: list,  # type: ignore[type-arg]
    about: tuple[str, str],
    data: st.DataObject,
) -> None:
    """A notice between any two events leaves the session unchanged and has only notices as effects."""
    life = Life(SHIPPED.book, data)
    for event in line:
        life.live(event)
        news = News(*about, {"ticket": "t2"} if about[0] == "human" else {"document": "snils"}, "p-1")
        turn = advance(SHIPPED.book, life.session, news, life.known, life.now)
        assert turn.session == life.session
        assert turn.known == life.known
        assert all(isinstance(effect, Notice) for effect in turn.effects)
