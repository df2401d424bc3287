"""What rules may ask of a school's profile."""

from collections.abc import Mapping

from flows.book.model import SchoolFeatures
from texts import School


def features(schools: Mapping[str, School]) -> dict[str, SchoolFeatures]:
    """Give what each school's profile decides of the way."""
    return {key: SchoolFeatures(one.diary.kind, one.chats.kind, one.chats.sure) for key, one in schools.items()}


def own_terms(schools: Mapping[str, School]) -> dict[str, dict[str, str]]:
    """Give the terms a school counts in its own way: facts of its profile."""
    of_terms = {
        key: {name: fact.value for name, fact in one.facts.items() if fact.kind == "term"}
        for key, one in schools.items()
    }
    return {key: terms for key, terms in of_terms.items() if terms}
