"""Lays buttons out in rows, so that as few labels as possible are cut on a phone; alike in every messenger."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.messages.limits import strictest
from bot.messages.screen import Key
from bot.messages.widths import fits, least, width

Row = tuple[Key, ...]

MOST_ROWS, PER_ROW = strictest().rows, strictest().per_row  #: six and five in VK's inline keyboard (platform fact B3)


def laid_out(own: Sequence[Key], universal: Sequence[Key] = (), most: int = MOST_ROWS) -> tuple[Row, ...]:
    """Return at most `most` rows: the own buttons of a screen, one or two in a row, then the universal ones.

    Two neighbours share a row if both labels fit. If the rows are then too many, more neighbours share one, first those
    of whose labels the least is cut.
    """
    below = _last(universal)
    room = most - len(below)
    rows = _in_pairs(own)
    return (*(rows if len(rows) <= room else _closest(own, room)), *below)


def with_list(lines: Sequence[Key], own: Sequence[Key], universal: Sequence[Key]) -> tuple[tuple[Row, ...], bool]:
    """Return the rows of a screen with a list, and whether the lines of the list must stand in its text.

    That is so if a line would be cut: then its button has its number. A typed number chooses the line as well.
    """
    rows = laid_out([*lines, *own], universal)
    if set(cut(rows)).isdisjoint(lines):
        return rows, False
    numbers = [Key(str(n), key.payload) for n, key in enumerate(lines, 1)]
    in_fives = [tuple(numbers[n : n + PER_ROW]) for n in range(0, len(numbers), PER_ROW)]
    return (*in_fives, *laid_out(own, universal, MOST_ROWS - len(in_fives))), True


def cut(rows: Sequence[Row]) -> list[Key]:
    """Return the buttons whose label some messenger does not show whole."""
    return [key for row in rows for key in row if not fits(key.label, len(row))]


def _last(universal: Sequence[Key]) -> tuple[Row, ...]:
    keys = tuple(universal)
    if len(keys) <= 3 and all(fits(key.label, len(keys)) for key in keys):
        return (keys,) if keys else ()
    return (keys[:2], keys[2:])


def _in_pairs(own: Sequence[Key]) -> tuple[Row, ...]:
    rows: list[Row] = []
    for key in own:
        last = rows[-1] if rows else ()
        if len(last) == 1 and fits(last[0].label, 2) and fits(key.label, 2):
            rows[-1] = (*last, key)
        else:
            rows.append((key,))
    return tuple(rows)


class _Laid(NamedTuple):
    # compared by what is lost first: labels cut, then em cut off
    cut: int
    lost: float
    rows: tuple[Row, ...]

    def with_row(self, row: Row) -> "_Laid":
        over = [max(0.0, width(key.label) - least(len(row))) for key in row]
        return _Laid(self.cut + sum(map(bool, over)), self.lost + sum(over), (*self.rows, row))


def _closest(own: Sequence[Key], room: int) -> tuple[Row, ...]:
    # the best layout of the first n buttons in r rows, for each n and r: at most ten buttons, so a hundred steps
    best: dict[tuple[int, int], _Laid] = {(0, 0): _Laid(0, 0.0, ())}
    for n in range(len(own)):
        for r in range(room):
            if found := best.get((n, r)):
                for row in (tuple(own[n : n + 1]), tuple(own[n : n + 2])):
                    place, laid = (n + len(row), r + 1), found.with_row(row)
                    if place not in best or laid[:2] < best[place][:2]:
                        best[place] = laid
    ends = [best[len(own), r] for r in range(room, 0, -1) if (len(own), r) in best]
    return min(ends, key=lambda laid: laid[:2]).rows if ends else _two(own)


def _two(own: Sequence[Key]) -> tuple[Row, ...]:
    # more buttons than any layout has room for: the check `too_many_buttons` reports the screen
    return tuple(tuple(own[n : n + 2]) for n in range(0, len(own), 2))
