"""Run stories in tests: a simulator over a store in a temporary folder that records visited states and buttons."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from bot.app.wiring import Content
from bot.messages import payload
from bot.messages.screen import Screen, encoded
from bot.rendering.context import Context
from bot.rendering.screens import Screens
from bot.simulator import story
from bot.simulator.play import Play
from bot.simulator.simulator import Simulator
from bot.simulator.story import INDENT, Story
from bot.turns.batch import Batch
from flows.book.model import Book
from flows.values.effects import Notice, Say
from flows.values.events import Pressed
from tests.support.empty_store import blank

MONDAY, ADMIN_CODE = story.MONDAY, story.ADMIN_CODE


class Seen:
    """The states that stories have visited, and the buttons pressed in them."""

    def __init__(self) -> None:
        """Start with nothing visited."""
        self.states: set[tuple[str, str]] = set()
        self.buttons: set[tuple[str, str, str]] = set()
        self._links: dict[str, tuple[str, str, str]] = {}

    def walked(self, batch: Batch) -> None:
        """Record the states and button presses of a batch."""
        for event, before, turn in batch.turns:
            at = before.session
            self.states.update(turn.path)
            self.states.add((turn.session.flow, turn.session.state))
            if isinstance(event, Pressed) and event.visit == at.visit:
                self.buttons.add((at.flow, at.state, "=" if event.key.startswith("=") else event.key))

    def noticed(self, notice: Notice) -> None:
        """Record that a notice was sent, and which payload belongs to which of its buttons."""
        self.states.add((notice.flow, notice.state))
        self._links.update({payload.of_link(link): (notice.flow, notice.state, link.key) for link in notice.links})

    def pressed(self, carried: str) -> None:
        """Record the press of a notice's button; `carried` is its payload."""
        if carried in self._links:
            self.buttons.add(self._links[carried])

    def missed(self, book: Book) -> list[str]:
        """Return the states and buttons of the book that no story visited."""
        states = {(name, at) for name, flow in book.flows.items() for at in flow.states}
        buttons = {
            (name, at, key)
            for name, flow in book.flows.items()
            for at, state in flow.states.items()
            for key in (*state.buttons, *(["="] if state.choices else []))
        }
        return sorted("/".join(each) for each in {*(states - self.states), *(buttons - self.buttons)})


class Watched(Screens):
    """Screens that record every notice they render."""

    def __init__(self, of: Screens, seen: Seen) -> None:
        """Copy all attributes of `of`."""
        self.__dict__.update(of.__dict__)
        self._seen = seen

    def body(self, say: Say, context: Context) -> str:
        """Render a screen for the queue; assert that the cached rendering equals a fresh one."""
        body = super().body(say, context)
        assert body == encoded(self.drawn(say, context)), f"{say.flow}/{say.state}"
        return body

    def noticed(self, notice: Notice, context: Mapping[str, object]) -> Screen:
        """Render a notice and record it."""
        self._seen.noticed(notice)
        return super().noticed(notice, context)


@asynccontextmanager
async def world(of: Content, folder: Path, seen: Seen | None = None) -> AsyncIterator[Simulator]:
    """Open the simulator of the stories and record in `seen` what is visited."""
    await blank(folder / "world.db")
    async with story.scene(of, folder) as simulator:
        watch = seen or Seen()
        simulator.program.runner.on_batch = watch.walked
        services = simulator.program.runner.services
        watched = services._replace(screens=Watched(services.screens, watch))
        simulator.program.runner.services = simulator.program.campaigns.services = watched
        yield simulator


async def played(of: Content, told: str, folder: Path, seen: Seen | None = None) -> str:
    """Play a story; return its own lines, each followed by the output it produced."""
    watch = seen or Seen()
    async with world(of, folder, watch) as simulator:
        went = Story(Play(simulator), watch.walked)
        _watch_presses(simulator, watch)
        for line in told.splitlines():
            if not line.startswith(INDENT):
                await went.line(line)
    return went.text


def _watch_presses(simulator: Simulator, watch: Seen) -> None:
    press = simulator.press

    async def watched(who, carried: str) -> None:  # type: ignore[no-untyped-def]
        watch.pressed(carried)
        await press(who, carried)

    simulator.press = watched  # type: ignore[method-assign]
