"""The table of queries answers exactly the lists and queries that a flow can name."""

from bot.check.sights import SIGHTS
from bot.queries import QUERIES, VALUES
from flows.context.lists import LISTS


def test_every_list_that_is_asked_of_the_store_is_a_query_with_options() -> None:
    listed = {name for name, query in QUERIES.items() if query.options}
    assert listed == {name for name, listing in LISTS.items() if listing.lines is None}


def test_of_every_view_the_check_knows_the_longest_value() -> None:
    assert SIGHTS.keys() == VALUES


def test_every_query_gives_something() -> None:
    assert [name for name, query in QUERIES.items() if not query.options and not query.value] == []
