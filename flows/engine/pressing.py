"""What a pressed button does."""

from msgspec.structs import replace

from flows.book.flow import Target
from flows.book.model import HOME, LATER
from flows.context import guides
from flows.context.lists import LISTS
from flows.engine.asides import place
from flows.engine.builder import Walk
from flows.engine.entry_points import chosen


def press(walk: Walk, key: str) -> None:
    """Press a button of the current screen: a list line (`=value`), a page turn, a universal button, or its own."""
    here = walk.here
    if here is None:
        return walk.home()
    if key.startswith("="):
        return _choose(walk, key[1:])
    if key in {"more", "less"} and key not in here.buttons:
        return _turn(walk, 1 if key == "more" else -1)
    if key not in here.buttons:
        return _universal(walk, key)
    walk.session = replace(walk.session, back=place(walk.session))
    return walk.follow(here.buttons[key])


def _turn(walk: Walk, by: int) -> None:
    walk.session = replace(walk.session, page=walk.session.page + by)
    walk.show()


def _universal(walk: Walk, key: str) -> None:
    if key == "back":
        return walk.step_back()
    if key == "later":
        told, walk.session = _put_off(walk), guides.put_off(walk.session)
        return walk.leave("/".join(LATER), told)
    return walk.leave({"menu": "/".join(HOME)}.get(key, key), {})


def _put_off(walk: Walk) -> dict[str, str]:
    # the guide that is put off, and the step it is at
    guide = walk.session.flow
    left = guides.stopped(walk.book, walk.session, guide)
    return {"guide": guide, **(guides.counted(walk.book, left) if left else {})}


def _choose(walk: Walk, value: str) -> None:
    here = walk.here
    if here is None or here.chosen is None or here.choices is None:
        return walk.show()
    if here.choices == "guesses":
        entry_point = walk.book.entry_points.get(value)
        return chosen(walk, entry_point) if entry_point else walk.show()
    walk.session = replace(walk.session, back=place(walk.session))
    return _chosen(walk, here.choices, value, here.chosen)


def _chosen(walk: Walk, choices: str, value: str, way: Target) -> None:
    listing = LISTS[choices]
    label = next((option.label for option in walk.session.options if option.value == value), value)
    if listing.word == "child":
        walk.speak_of(value)
    walk.tell({listing.word: value, **({listing.label_word: label} if listing.label_word else {})})
    walk.follow(way)
