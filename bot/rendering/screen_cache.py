"""Screens that were put together already: most parents who stand in the same place are told the same.

What a screen hangs on is read from its templates, so an equal key means equal words. A visit is left open: it stands
in every button, and is put in when the screen is said.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from bot.messages.screen import Screen, encoded
from bot.rendering.context import Context, Dependencies, dependencies_of
from flows.values.effects import Button, Say
from texts import Asked, Texts

FRAMES, BODIES = 2048, 64  #: frames kept of one edition, and bodies of each: a few megabytes; the oldest give way
VISIT = 9_999_999_998  #: stands for the visit while a screen is put together; nobody comes so far


#: A screen by what is to be said on it, whoever it is said to: flow, state, buttons, notes, step
Frame = tuple[str, str, tuple[Button, ...], tuple[str, ...], tuple[int, int] | None]


class Shelf(NamedTuple):
    """What the words of a frame hang on, and its bodies: the pieces between the places of the visit."""

    dependencies_of: Dependencies | None
    bodies: dict[tuple[Hashable, ...], list[str]]


class ScreenCache:
    """Bodies of screens, by frame and by all that their words hang on."""

    def __init__(self, texts: Texts, drawn: Callable[[Say, Mapping[str, object]], Screen]) -> None:
        """Keep the words, and who puts a screen together."""
        self._texts, self._drawn = texts, drawn

    def body(self, say: Say, context: Context) -> str | None:
        """Give a screen as it is queued; None when it cannot be told what it hangs on."""
        memory = self._texts.memory(context.profile)
        frame: Frame = (say.flow, say.state, say.buttons, say.notes, say.step)
        shelf = memory.get(frame)
        if not isinstance(shelf, Shelf):
            shelf = Shelf(dependencies_of(self._asked(say)), {})
            _keep(memory, frame, shelf, FRAMES)
        key = context.key(shelf.dependencies_of) if shelf.dependencies_of else None
        if key is None:
            return None
        parts = shelf.bodies.get(key)
        if parts is None:
            parts = encoded(self._drawn(replace(say, visit=VISIT), context)).split(str(VISIT))
            _keep(shelf.bodies, key, parts, BODIES)
        return str(say.visit).join(parts)

    def _asked(self, say: Say) -> Asked:
        labels = ((say.flow, say.state, button.key) for button in say.buttons if not button.label)
        return self._texts.asked((f"{say.flow}/{say.state}", *say.notes), labels)


def _keep(memory: dict[Any, Any], key: Hashable, made: object, most: int) -> None:
    while len(memory) >= most:
        del memory[next(iter(memory))]
    memory[key] = made
