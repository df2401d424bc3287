"""Renders effects into screens (text and buttons), in the form in which deliveries store them."""

from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from bot.messages import payload
from bot.messages.markup import plain
from bot.messages.screen import Key, Screen, encoded
from bot.rendering.context import Context, ContextFactory
from bot.rendering.layout import laid_out, with_list
from bot.rendering.screen_cache import ScreenCache
from bot.rendering.tones import tone
from flows.context.known import TEACHERS
from flows.context.lists import lists_typed
from flows.values.effects import Notice, Say
from texts import Texts


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
        lines = [Key(each.label, payload.of_press(say.visit, each.key)) for each in say.buttons if each.label]
        own: list[Key] = []
        last: list[Key] = []
        for name, label in self._labelled(say, context):
            colour = tone(self._contexts.book, say.flow, say.state, name)
            (last if name in UNIVERSAL else own).append(Key(label, payload.of_press(say.visit, name), colour))
        rows, numbered = with_list(lines, own, last)
        return Screen(f"{text}\n\n{_numbered(lines)}" if numbered else text, rows)

    def _labelled(self, say: Say, context: Mapping[str, object]) -> Iterator[tuple[str, str]]:
        named = [button.key for button in say.buttons if not button.label]
        return zip(named, self._texts.labels_on(say.flow, say.state, named, context), strict=True)

    def noticed(self, notice: Notice, context: Mapping[str, object]) -> Screen:
        """Render a notice. Its buttons contain no visit, so they can open flows at any time."""
        text = self._texts.render(f"{notice.flow}/{notice.state}", context)
        named = [link.key for link in notice.links]
        labels = self._texts.labels_on(notice.flow, notice.state, named, context)
        keys = [Key(label, payload.of_link(link)) for label, link in zip(labels, notice.links, strict=True)]
        return Screen(text, laid_out(keys))

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


def _numbered(lines: Sequence[Key]) -> str:
    return "\n".join(f"{n}. {escape(key.label, quote=False)}" for n, key in enumerate(lines, 1))


def strip(step: int, of: int) -> str:
    """Return the progress of a guide, at `step` of `of` steps, as text: «●●●○○○ шаг 3 из 6»."""
    return f"{'●' * step}{'○' * (of - step)} шаг {step} из {of}"


UNIVERSAL = frozenset({"back", "later", "menu", "human"})  #: buttons that every state may have, in the last rows
