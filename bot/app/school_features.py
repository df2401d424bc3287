"""The parts of a school's profile that the rules of the book may read."""

from collections.abc import Mapping

from flows.book.model import SchoolFeatures
from texts import School


def features(schools: Mapping[str, School]) -> dict[str, SchoolFeatures]:
    """Return {school: features}: the kinds of its diary and chats; the steps of its families depend on these."""
    return {key: SchoolFeatures(one.diary.kind, one.chats.kind, one.chats.sure) for key, one in schools.items()}


def own_terms(schools: Mapping[str, School]) -> dict[str, dict[str, str]]:
    """Return {school: {name: term}}: the terms (time limits) in a school's profile. Schools without any are omitted."""
    of_terms = {
        key: {name: fact.value for name, fact in one.facts.items() if fact.kind == "term"}
        for key, one in schools.items()
    }
    return {key: terms for key, terms in of_terms.items() if terms}
