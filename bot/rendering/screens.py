"""Renders effects into screens (text and buttons), in the form in which deliveries store them."""

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from bot.messages import payload
from bot.messages.markup import plain
from bot.messages.screen import Key, Screen, encoded
from bot.rendering.context import Context, ContextFactory
from bot.rendering.screen_cache import ScreenCache
from flows.context.known import TEACHERS
from flows.context.lists import lists_typed
from flows.values.effects import Notice, Say
from texts import Texts

PAIR = 16  #: the longest label, in characters, that leaves room for a second button in its row
#: The most buttons with a row each. VK's inline keyboard has six rows, and one is for the universal buttons (platform
#: fact B3).
TALL = 5


class Screens:
    """Renders screens, notices and summaries."""

    def __init__(self, texts: Texts, contexts: ContextFactory) -> None:
        """Store the texts and the factory of contexts."""
        self._texts, self._contexts, self._cache = texts, contexts, ScreenCache(texts, self.drawn)

    def body(self, say: Say, context: Context) -> str:
        """Return the encoded screen. It is taken from the cache if the same text was rendered before."""
        cached = None if self._lists_typed(say) else self._cache.body(say, context)
        return cached or encoded(self.drawn(say, context))

    def _lists_typed(self, say: Say) -> bool:
        # a list of texts that people typed is not cached, because no cache may hold them after a person is erased
        listed = say.buttons and say.buttons[0].label
        return bool(listed) and lists_typed(self._contexts.book.state(say.flow, say.state))

    def drawn(self, say: Say, context: Mapping[str, object]) -> Screen:
        """Render a screen: the texts `say.notes`, the text and buttons of the state, the universal buttons."""
        said = self._texts.render(f"{say.flow}/{say.state}", _with_list(say, context))
        said = f"{strip(*say.step)}\n{said}" if say.step else said
        text = "\n\n".join((*(self._texts.render(path, context) for path in say.notes), said)) if say.notes else said
        own: list[Key] = []
        last: list[Key] = []
        for name, label in self._labelled(say, context):
            (last if name in UNIVERSAL else own).append(Key(label, payload.of_press(say.visit, name)))
        return Screen(text, (*rows(own), *((tuple(last),) if last else ())))

    def _labelled(self, say: Say, context: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        lines = [(button.key, button.label) for button in say.buttons if button.label]
        named = [button.key for button in say.buttons if not button.label]
        return chain(lines, zip(named, self._texts.labels_on(say.flow, say.state, named, context), strict=True))

    def noticed(self, notice: Notice, context: Mapping[str, object]) -> Screen:
        """Render a notice. Its buttons contain no visit, so they can open flows at any time."""
        text = self._texts.render(f"{notice.flow}/{notice.state}", context)
        named = [link.key for link in notice.links]
        labels = self._texts.labels_on(notice.flow, notice.state, named, context)
        return Screen(
            text, rows(Key(label, payload.of_link(link)) for label, link in zip(labels, notice.links, strict=True))
        )

    def summary(self, topic: str, context: Mapping[str, object]) -> str:
        """Render the summary of a new ticket about a topic, as plain text.

        If tickets about the topic go to the class teacher, the summary does not name documents.
        """
        path = "human/summary_for_teacher" if topic in TEACHERS else "human/summary"
        return plain(self._texts.render(path, context))

    def note(self, path: str, context: Mapping[str, object]) -> Screen:
        """Render the text `path` as a screen without buttons."""
        return Screen(self._texts.render(path, context))


def _with_list(say: Say, context: Mapping[str, object]) -> Mapping[str, object]:
    # adds the length of the list below the text, since the text may depend on it
    lines = {"choices": sum(bool(button.label) for button in say.buttons)}
    return ChainMap[str, object](lines, context)  # type: ignore[arg-type]  # it is only read


def strip(step: int, of: int) -> str:
    """Return the progress of a guide, at `step` of `of` steps, as text: «●●●○○○ шаг 3 из 6»."""
    return f"{'●' * step}{'○' * (of - step)} шаг {step} из {of}"


UNIVERSAL = frozenset({"back", "later", "menu", "human"})  #: buttons that every state may have, in the last row


def rows(keys: Iterable[Key]) -> tuple[tuple[Key, ...], ...]:
    """Lay out buttons in rows, one or two in each.

    Two neighbours share a row if each label has at most PAIR characters, or if there are more than TALL buttons.
    """
    found = list(keys)
    laid: list[tuple[Key, ...]] = []
    for key in found:
        last = laid[-1] if laid else ()
        close = len(last) == 1 and (len(found) > TALL or max(len(last[0].label), len(key.label)) <= PAIR)
        laid[-1:] = [(*last, key)] if close else [*laid[-1:], (key,)]
    return tuple(laid)
