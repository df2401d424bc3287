"""Checks the labels of buttons: a label that some messenger would cut on a phone."""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.check.crowd import crowd_of
from bot.check.samples import Samples
from bot.check.whole import Whole
from bot.messages.screen import Key
from bot.messages.widths import fits
from bot.rendering.layout import cut, laid_out
from flows.book.errors import Fault
from flows.checks.graph import Spot
from texts import RenderError


def label_cut(whole: Whole) -> Iterator[Fault]:
    """Yield a fault for each label that is cut in a layout that some person can see.

    The lines of a list are left out: if one does not fit, the list stands in the text. They take the buttons that are
    left.
    """
    crowd, found_labels = crowd_of(whole), longest_labels(whole)
    for spot, state in whole.screens():
        labels = {key: found_labels[spot, key] for key in whole.keys(spot)}
        if all(fits(label, 2) for label in labels.values()):
            continue  # no row has more than two of them
        last = [] if state.notice else [Key(labels[key], key) for key in whole.graph.universals(spot)]
        every = [Key(labels[key], key) for key in state.buttons]
        if not _cut(every, last, whole, listed=bool(state.choices)):
            continue  # if all its buttons are shown whole, so are some of them
        found = {
            key
            for shown in crowd.shown(spot)
            for key in _cut([Key(labels[key], key) for key in shown], last, whole, listed=bool(state.choices))
        }
        for key in sorted(found):
            says = f"подпись «{labels[key]}» на телефоне обрежут: сократите её или соседние"
            yield whole.graph.fault("label_cut", spot, says, *(("buttons", key) if key in state.buttons else ()))


@lru_cache(maxsize=1)
def longest_labels(whole: Whole) -> Mapping[tuple[Spot, str], str]:
    """Return {(state, key): the longest label that the button can have}. Empty if it cannot be rendered."""
    samples = Samples(whole)
    return {(spot, key): _longest(whole, samples, spot, key) for spot, _ in whole.screens() for key in whole.keys(spot)}


def _longest(whole: Whole, samples: Samples, spot: Spot, key: str) -> str:
    try:
        return samples.label(*spot, key) if whole.texts.has_label(*spot, key) else ""
    except RenderError:  # the rule `text` reports it
        return ""


def _cut(own: Sequence[Key], last: Sequence[Key], whole: Whole, *, listed: bool) -> set[str]:
    left = whole.limits.buttons - len(own) - len(last) if listed else 0
    lines = [Key(str(n), "") for n in range(1, left + 1)]
    return {key.payload for key in cut(laid_out([*lines, *own], last))}
