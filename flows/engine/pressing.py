"""Processing a pressed button."""

from msgspec.structs import replace

from flows.book.flow import Target
from flows.book.model import HOME, LATER
from flows.context import guides
from flows.context.lists import LISTS
from flows.engine.asides import place
from flows.engine.builder import TurnBuilder
from flows.engine.entry_points import chosen


def press(builder: TurnBuilder, key: str) -> None:
    """Process a press of a button of the current screen.

    `key` names a list line (`=value`), a button that turns pages of the list, a universal button, or a button of the
    state.
    """
    here = builder.here
    if here is None:
        return builder.home()
    if key.startswith("="):
        return _choose(builder, key[1:])
    if key in {"more", "less"} and key not in here.buttons:
        return _turn(builder, 1 if key == "more" else -1)
    if key not in here.buttons:
        return _universal(builder, key)
    builder.session = replace(builder.session, back=place(builder.session))
    return builder.follow(here.buttons[key])


def _turn(builder: TurnBuilder, by: int) -> None:
    builder.session = replace(builder.session, page=builder.session.page + by)
    builder.show()


def _universal(builder: TurnBuilder, key: str) -> None:
    if key == "back":
        return builder.step_back()
    if key == "later":
        slots, builder.session = _put_off(builder), guides.put_off(builder.session)
        return builder.leave("/".join(LATER), slots)
    return builder.leave({"menu": "/".join(HOME)}.get(key, key), {})


def _put_off(builder: TurnBuilder) -> dict[str, str]:
    # slots that name the guide to be continued later, and its current step
    guide = builder.session.flow
    left = guides.stopped(builder.book, builder.session, guide)
    return {"guide": guide, **(guides.counted(builder.book, left) if left else {})}


def _choose(builder: TurnBuilder, value: str) -> None:
    here = builder.here
    if here is None or here.chosen is None or here.choices is None:
        return builder.show()
    if here.choices == "guesses":
        entry_point = builder.book.entry_points.get(value)
        return chosen(builder, entry_point) if entry_point else builder.show()
    builder.session = replace(builder.session, back=place(builder.session))
    return _chosen(builder, here.choices, value, here.chosen)


def _chosen(builder: TurnBuilder, choices: str, value: str, way: Target) -> None:
    listing = LISTS[choices]
    label = next((option.label for option in builder.session.options if option.value == value), value)
    if listing.word == "child":
        builder.speak_of(value)
    builder.set_slots({listing.word: value, **({listing.label_word: label} if listing.label_word else {})})
    builder.follow(way)
