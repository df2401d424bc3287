"""A cache of rendered screens: most parents in the same state get the same text.

The templates of a screen show on which values its text depends. The cache key is made of these values, so equal keys
mean equal text. Every button contains the visit, which differs between chats. So the visit is left out of the cached
body and inserted on each use.
"""

from collections.abc import Callable, Hashable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from bot.messages.screen import Screen, encoded
from bot.rendering.context import Context, Dependencies, dependencies_of
from flows.values.effects import Button, Say
from texts import Asked, Texts

#: The most frames of one edition of the texts, and the most bodies of one frame: a few megabytes. The oldest are
#: dropped.
FRAMES, BODIES = 2048, 64
VISIT = 9_999_999_998  #: placeholder for the visit in a cached body; no real visit gets so high


#: The parts of a screen that do not depend on the person: flow, state, buttons, notes, step
Frame = tuple[str, str, tuple[Button, ...], tuple[str, ...], tuple[int, int] | None]


class CachedFrame(NamedTuple):
    """The cached screens of one frame, by cache key. A screen is stored as parts; the visit goes between them."""

    dependencies: Dependencies | None  #: None: its text must not be cached
    bodies: dict[tuple[Hashable, ...], list[str]]


class ScreenCache:
    """The cached screens, by frame and cache key."""

    def __init__(self, texts: Texts, drawn: Callable[[Say, Mapping[str, object]], Screen]) -> None:
        """Store the texts, and the function that renders a screen."""
        self._texts, self._drawn = texts, drawn

    def body(self, say: Say, context: Context) -> str | None:
        """Return the encoded screen from the cache, rendered if it is not there yet; None if it must not be cached."""
        memory = self._texts.memory(context.profile)
        frame: Frame = (say.flow, say.state, say.buttons, say.notes, say.step)
        cached = memory.get(frame)
        if not isinstance(cached, CachedFrame):
            cached = CachedFrame(dependencies_of(self._asked(say)), {})
            _put(memory, frame, cached, FRAMES)
        key = context.key(cached.dependencies) if cached.dependencies else None
        if key is None:
            return None
        parts = cached.bodies.get(key)
        if parts is None:
            parts = encoded(self._drawn(replace(say, visit=VISIT), context)).split(str(VISIT))
            _put(cached.bodies, key, parts, BODIES)
        return str(say.visit).join(parts)

    def _asked(self, say: Say) -> Asked:
        labels = ((say.flow, say.state, button.key) for button in say.buttons if not button.label)
        return self._texts.asked((f"{say.flow}/{say.state}", *say.notes), labels)


def _put(memory: dict[Any, Any], key: Hashable, made: object, most: int) -> None:
    while len(memory) >= most:
        del memory[next(iter(memory))]
    memory[key] = made
