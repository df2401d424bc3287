"""The board of a class: the progress of each family and its dates."""

from datetime import date

from flows.context.boards import Board, Card, Stuck, board, late_since
from flows.context.known import Stage
from flows.values.calendar import Calendar, Span, Unit

TODAY, CAME = date(2026, 11, 23), date(2026, 11, 2)  #: a Monday, and three weeks before it
USUAL = Span(5, Unit.working_days)
LATE = late_since(USUAL, Calendar(), TODAY)
DONE = tuple(Stage(track, stage, CAME) for track, stage in (
    ("account", "finished"), ("diary", "entered"), ("myschool", "joined"), ("sferum", "joined"),
))  # fmt: skip


def sent(day: date) -> tuple[Stage, ...]:
    """Return the stages of a family whose certificate has been in the check since this day."""
    return (Stage("documents", "sent", day, "birth"), Stage("documents", "verified", CAME, "snils"))


def of(*cards: Card, families: int = 0) -> Board:
    """Make the board of these cards."""
    return board("3Б", families, cards, TODAY, LATE)


def card(number: int = 0, *stages: Stage, reachable: bool = True) -> Card:
    """Return the card of a child."""
    return Card(number, CAME, reachable, stages)


def test_families_are_counted() -> None:
    late, in_time = sent(date(2026, 11, 13)), sent(date(2026, 11, 16))
    found = of(card(1), card(2, *late), card(3, *in_time), card(4, *DONE, reachable=False), families=28)
    assert (found.came, found.started, found.finished, found.waiting, found.blocked) == (4, 3, 1, 1, 1)


def test_a_check_is_late_when_its_usual_days_are_over_before_today() -> None:
    """Sent on Friday the 13th, five working days end on Friday the 20th; sent on Monday, they end today."""
    assert date(2026, 11, 15) == LATE
    assert [row.waits for row in of(card(1, *sent(LATE)), card(2, *sent(date(2026, 11, 16)))).rows] == [True, False]


def test_two_children_of_one_family_are_one_family() -> None:
    found = of(card(7, *DONE), card(7), card(8, *DONE))
    assert (found.came, found.started, found.finished) == (2, 2, 1)
    assert found.stuck == (Stuck("card", 1),)


def test_two_new_families_are_two() -> None:
    assert of(card(), card(), card(3)).came == 3


def test_families_without_a_number_stand_at_the_end() -> None:
    assert [row.number for row in of(card(), card(12), card(2)).rows] == [2, 12, 0]


def test_what_nobody_said_is_counted_from_the_last_thing_said() -> None:
    """Documents checked on the 2nd and no later record: three weeks of waiting for the account."""
    both = [Stage("documents", "verified", CAME, about) for about in ("birth", "snils")]
    (row,) = of(card(1, *both)).rows
    assert row.at == "account"
    assert row.current_step is not None
    assert (row.current_step.state, row.current_step.days) == ("next", 21)


def test_whoever_told_nothing_is_counted_from_the_day_they_came() -> None:
    (row,) = of(card(1)).rows
    assert row.current_step is not None
    assert (row.at, row.current_step.days, row.begun) == ("card", 21, False)


def test_the_document_that_holds_up_gives_the_age() -> None:
    held_up = (Stage("documents", "manual", date(2026, 11, 20), "birth"), Stage("documents", "verified", CAME, "snils"))
    (row,) = of(card(1, *held_up)).rows
    assert row.current_step is not None
    assert (row.current_step.state, row.current_step.days) == ("problem", 3)


def test_who_stands_longest_is_first() -> None:
    found = of(card(1, *sent(date(2026, 11, 16))), card(2, *sent(date(2026, 11, 9))), card(3, *DONE))
    assert [row.number for row in found.at("check")] == [2, 1]
    assert found.stuck == (Stuck("check", 2),)


def test_who_goes_without_a_service_is_not_stuck_there() -> None:
    without = tuple(Stage(track, "opted_out", CAME) for track in ("diary", "myschool", "sferum"))
    (row,) = of(card(1, DONE[0], *without)).rows
    assert row.at == ""
