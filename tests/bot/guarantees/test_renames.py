"""A state is renamed or removed under fifty live sessions: all of them continue, and no progress is lost."""

from pathlib import Path

from bot.app.wiring import Content, content
from bot.messages.markup import plain
from bot.simulator.phones import Phones
from bot.simulator.sample import Actor
from bot.simulator.simulator import Simulator
from flows.book.flow import Flow, Target
from flows.book.loading import Library, library
from flows.values.events import Pressed
from storage.sqlite.store import opened
from tests.support.bot.chats import chat_state, join, last, press
from tests.support.world import MONDAY, world

PEOPLE = [Actor(f"Родитель {n}", f"live-{n}") for n in range(50)]
FLOW, OLD, NEW = "status", "not_found", "absent_there"


def changed(*, was: bool) -> Library:
    """Return the shipped library with one state renamed; `was` sets whether it lists its former name."""
    found = library()
    flow = found.flows[FLOW]
    states = {(NEW if name == OLD else name): state for name, state in flow.states.items()}
    moved = flow.states[OLD].model_copy(update={"was": (OLD,) if was else ()})
    renamed = flow.model_copy(update={"states": _led({**states, NEW: moved})})
    return found._replace(flows={**found.flows, FLOW: renamed})


def _led(states: dict[str, object]) -> dict[str, object]:
    # point the ways to the old name at the new one
    def led(way: Target) -> Target:
        return way.model_copy(update={"go": NEW}) if way.go == OLD else way

    def of(state: object) -> object:
        buttons = {key: led(way) for key, way in state.buttons.items()}  # type: ignore[attr-defined]
        branch = tuple(led(way) for way in state.branch)  # type: ignore[attr-defined]
        return state.model_copy(update={"buttons": buttons, "branch": branch})  # type: ignore[attr-defined]

    return {name: of(state) for name, state in states.items()}


class Renamed:
    """The shipped texts, with the text and labels of one state under its new name."""

    def __init__(self, of: object) -> None:
        self._of = of

    def __getattr__(self, name: str) -> object:
        return getattr(self._of, name)

    def render(self, path: str, context: object) -> str:
        """Render the text of the old name for the new one."""
        return self._of.render(path.replace(f"{FLOW}/{NEW}", f"{FLOW}/{OLD}"), context)  # type: ignore[attr-defined,no-any-return]

    def label(self, flow: str, state: str, key: str, context: object = None) -> str:
        """Return the label of the old name for the new one."""
        return self._of.label(flow, OLD if state == NEW else state, key, context)  # type: ignore[attr-defined,no-any-return]

    def labels_on(self, flow: str, state: str, keys: object, context: object) -> list[str]:
        """Return the labels of the old name for the new one."""
        return self._of.labels_on(flow, OLD if state == NEW else state, keys, context)  # type: ignore[attr-defined,no-any-return]

    def has_label(self, flow: str, state: str, key: str) -> bool:
        """Return whether the old name has this label."""
        return self._of.has_label(flow, OLD if state == NEW else state, key)  # type: ignore[attr-defined,no-any-return]


async def live(shipped: Content, folder: Path) -> None:
    """Bring fifty people to the state, each with a child and a recorded document."""
    async with world(shipped, folder) as on:
        for who in PEOPLE:
            await join(on, who)
            await on.say(who, "статус свидетельства проверка данных")
            await press(on, who, "Да, отметьте")
            await press(on, who, "Когда отправили" if on.button(who, "Когда отправили") else "Сказать, когда отправили")
            await on.say(who, "вчера")
            await on.say(who, "снилс не найден в сфр")
            await press(on, who, "Нет, просто объясните")
            session, known = await chat_state(on, who)
            assert (session.flow, session.state) == (FLOW, OLD)
            assert known.children[0].stage("documents", "birth")


async def again(shipped: Content, folder: Path, of: Library) -> Simulator:
    """Restart over the same file with another book."""
    store = await opened(f"sqlite:///{folder / 'world.db'}", inline=True)
    texts = Renamed(shipped.texts)
    return await Simulator.over(content(flows=of, texts=texts), store, MONDAY, phones=Phones())  # type: ignore[arg-type]


async def test_a_renamed_state_carries_fifty_people_over(shipped: Content, tmp_path: Path) -> None:
    """A button that was sent before the change still works."""
    await live(shipped, tmp_path)
    on = await again(shipped, tmp_path, changed(was=True))
    for who in PEOPLE:
        session, _ = await chat_state(on, who)
        await on.happen(who, Pressed(session.visit, "remind"))
        _, known = await chat_state(on, who)
        found = known.children[0].stage("documents", "snils")
        assert found is not None
        assert found.stage == "not_found"
    await on.program.store.close()


async def test_a_state_removed_without_a_word_sends_fifty_people_to_the_map(shipped: Content, tmp_path: Path) -> None:
    """They get an apology and keep everything they had recorded."""
    await live(shipped, tmp_path)
    on = await again(shipped, tmp_path, changed(was=False))
    apology = plain(shipped.texts.render("everywhere/lost_place", {}))
    for who in PEOPLE:
        session, _ = await chat_state(on, who)
        await on.happen(who, Pressed(session.visit, "remind"))
        session, known = await chat_state(on, who)
        assert (session.flow, session.state) == ("menu", "home")
        assert plain(last(on, who).text).startswith(apology)
        assert known.children[0].stage("documents", "birth")
    await on.program.store.close()


def test_the_changed_library_is_the_shipped_one_but_for_a_name() -> None:
    """A control for the tests above: the two libraries differ in one name only."""
    flow: Flow = changed(was=True).flows[FLOW]
    assert NEW in flow.states
    assert OLD not in flow.states
    assert len(flow.states) == len(library().flows[FLOW].states)
