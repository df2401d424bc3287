"""A small world for tests: a stage over a store in a temporary folder, a watch over what is visited, stories played."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from bot import payload
from bot.channels.page import Phones
from bot.play import Play
from bot.screen import Screen
from bot.screens import Screens
from bot.script import cue
from bot.stage import Stage
from bot.turns import Batch
from bot.wiring import Words
from flows import effects
from flows.calendar import MOSCOW
from flows.effects import Effect, Notice
from flows.events import Pressed
from flows.model import Book
from storage.sqlite import opened

MONDAY = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)  #: 10:00 in Moscow, a working Monday
ADMIN_CODE = "otkryvaem-shkolu-1"
INDENT = "    "


class Seen:
    """What stories have visited: states, and the buttons pressed in them."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.states: set[tuple[str, str]] = set()
        self.buttons: set[tuple[str, str, str]] = set()
        self._links: dict[str, tuple[str, str, str]] = {}

    def walked(self, batch: Batch) -> None:
        """Keep what a batch walked through."""
        for event, before, turn in batch.walked:
            at = before.session
            self.states.update(turn.path)
            self.states.add((turn.session.flow, turn.session.state))
            if isinstance(event, Pressed) and event.visit == at.visit:
                self.buttons.add((at.flow, at.state, "=" if event.key.startswith("=") else event.key))

    def noticed(self, notice: Notice) -> None:
        """Keep that a notice was said, and which button of it carries what."""
        self.states.add((notice.flow, notice.state))
        self._links.update({payload.of_link(link): (notice.flow, notice.state, link.key) for link in notice.links})

    def pressed(self, carried: str) -> None:
        """Keep that a notice's button was pressed."""
        if carried in self._links:
            self.buttons.add(self._links[carried])

    def missed(self, book: Book) -> list[str]:
        """Give the states and buttons of the book that nothing visited."""
        states = {(name, at) for name, flow in book.flows.items() for at in flow.states}
        buttons = {
            (name, at, key)
            for name, flow in book.flows.items()
            for at, state in flow.states.items()
            for key in (*state.buttons, *(["="] if state.choices else []))
        }
        return sorted("/".join(each) for each in {*(states - self.states), *(buttons - self.buttons)})


class Watched(Screens):
    """Screens that tell what notices were drawn."""

    def __init__(self, of: Screens, seen: Seen) -> None:
        """Take the place of another."""
        self.__dict__.update(of.__dict__)
        self._seen = seen

    def noticed(self, notice: Notice, context: Mapping[str, object]) -> Screen:
        """Draw a notice, and keep that it was."""
        self._seen.noticed(notice)
        return super().noticed(notice, context)


@asynccontextmanager
async def world(of: Words, folder: Path, seen: Seen | None = None) -> AsyncIterator[Stage]:
    """Open a world: the sample school on a Monday morning."""
    numbers, made = count(1_000_000), count(1)
    file = f"sqlite:///{folder / 'world.db'}"
    store = await opened(file, ids=lambda: next(numbers), codes=lambda: f"kvx-{next(made)}f4r7t")
    try:
        stage = await Stage.over(of, store, MONDAY, phones=Phones(), admin_code=ADMIN_CODE)
        watch = seen or Seen()
        stage.house.runner.walked = watch.walked
        stage.house.runner.screens = Watched(stage.house.runner.screens, watch)
        yield stage
    finally:
        await store.close()


async def played(of: Words, story: str, folder: Path, seen: Seen | None = None) -> str:
    """Play a story and give it as it went: its own lines, each followed by what came of it."""
    watch = seen or Seen()
    lines: list[str] = []
    async with world(of, folder, watch) as stage:
        play = Play(stage)
        kept: list[Effect] = []
        stage.house.runner.walked = _both(watch, kept)
        _watch_presses(stage, watch)
        for line in (line for line in story.splitlines() if not line.startswith(INDENT)):
            lines.append(line)
            read = cue(line)
            if read is not None:
                kept.clear()
                answered = await play.perform(read)
                lines += [f"{INDENT}! {done}" for done in map(said_of, kept) if done]
                lines += [f"{INDENT}{each}" for each in answered if each.strip()]
    return "\n".join(_tidy(lines)) + "\n"


def _both(watch: Seen, kept: list[Effect]):  # type: ignore[no-untyped-def]
    def walked(batch: Batch) -> None:
        watch.walked(batch)
        kept.extend(effect for _, _, turn in batch.walked for effect in turn.effects)

    return walked


def _watch_presses(stage: Stage, watch: Seen) -> None:
    press = stage.press

    async def watched(who, carried: str) -> None:  # type: ignore[no-untyped-def]
        watch.pressed(carried)
        await press(who, carried)

    stage.press = watched  # type: ignore[method-assign]


def _tidy(lines: list[str]) -> list[str]:
    # an answer of blank lines only at its end is the file's own spacing
    return [line for n, line in enumerate(lines) if line.strip() or n + 1 < len(lines)]


def said_of(effect: Effect) -> str:
    """Tell what was done, for the story's `!` lines; empty for what is seen anyway."""
    match effect:
        case effects.Consent():
            return "согласие дано"
        case effects.AddChild():
            return f"заведён ребёнок{', класс ' + effect.klass if effect.klass else ''}"
        case effects.Record():
            about = f"/{effect.about}" if effect.about else ""
            return f"записано: {effect.track}{about} {effect.stage} с {effect.on:%d.%m}"
        case effects.OpenLater():
            return f"обещано: {effect.flow}/{effect.state} {effect.due.astimezone(MOSCOW):%d.%m %H:%M}"
        case effects.NeverMind():
            return f"обещание снято: {effect.flow} {effect.about}".rstrip()
        case effects.Wait():
            return f"жду до {effect.due.astimezone(MOSCOW):%d.%m %H:%M}"
        case effects.OpenTicket():
            return "вопрос передан"
        case effects.Forget():
            return "всё стёрто"
        case effects.Mute():
            return "напоминания выключены" if effect.on else "напоминания включены"
        case _:
            return ""
