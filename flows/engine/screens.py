"""The screen of a state: its buttons, the visible page of its list, and the effect `Say` that shows it."""

from functools import lru_cache

from msgspec.structs import replace

from flows.book.flow import Flow, State, Universal
from flows.values.effects import Button, Say
from flows.values.events import Option
from flows.values.session import Session

LINES = 8  #: most lines of a list shown at once
KEYS = 10  #: most buttons on one screen, list lines and universal buttons included (platform fact B3)


def screen(
    flow: Flow, spec: State, before: Session, own: tuple[str, ...], lines: tuple[Option, ...]
) -> tuple[Session, Say]:
    """Return the session that stores what a screen shows, and the effect `Say` that shows it.

    `before`: the session in which that is not stored yet. `own`: the keys of the state's buttons that this person may
    see. `lines`: all lines of the list; empty if the screen has none.
    """
    allowed = flow.universals if spec.universals is None else spec.universals
    if lines:
        ends = universals(allowed, before.back is not None)
        options, turns, page = slice_of(lines, before.page, KEYS - len(own) - len(ends))
        shown = (*own, *turns, *ends)
        buttons = (*(Button(f"={option.value}", option.label) for option in options), *named(shown))
    else:
        options, page = (), 0
        shown, buttons = keyboard(own, allowed, before.back is not None)
    at = replace(before, shown=shown, options=options, page=page, asking="", notes=())
    step = (spec.step, flow.length) if spec.step else None
    query, attach = spec.query or "", spec.attach or ""
    say = Say(
        at.flow, at.state, at.visit, buttons, before.notes, at.slots, at.results, at.child,
        spec.keep, step, query, attach,
    )  # fmt: skip
    return at, say


@lru_cache(maxsize=4096)
def keyboard(
    own: tuple[str, ...], allowed: tuple[Universal, ...], back: bool
) -> tuple[tuple[str, ...], tuple[Button, ...]]:
    """Return the keys and the buttons of a screen without a list.

    `own`: the keys of the buttons of the state. `allowed`: its universal buttons. `back`: True if there is a previous
    screen.
    """
    shown = (*own, *universals(allowed, back))
    return shown, named(shown)


def universals(allowed: tuple[Universal, ...], back: bool) -> tuple[str, ...]:
    """Return the keys of the buttons in `allowed`. The button `back` is left out if there is no previous screen."""
    return tuple(key for key in allowed if key != "back" or back)


@lru_cache(maxsize=4096)
def named(keys: tuple[str, ...]) -> tuple[Button, ...]:
    """Return the buttons for `keys`. Their labels are in the texts, and are the same for everybody."""
    return tuple(map(Button, keys))


def slice_of(lines: tuple[Option, ...], page: int, room: int) -> tuple[tuple[Option, ...], tuple[str, ...], int]:
    """Return the visible lines of a list, the keys that turn its pages, and the page number.

    If `page` is too high, the last page is returned. `room`: the number of buttons available for the list. If the lines
    do not fit, two of these buttons are «раньше» and «ещё».
    """
    if len(lines) <= min(LINES, room):
        return lines, (), 0
    size = max(1, min(LINES, room - 2))
    page = max(0, min(page, (len(lines) - 1) // size))
    earlier, later = page > 0, (page + 1) * size < len(lines)
    turns = (*(("less",) if earlier else ()), *(("more",) if later else ()))
    return lines[page * size : (page + 1) * size], turns, page
