"""What rules may ask of a school's profile."""

from collections.abc import Mapping

from flows.model import Traits
from texts import School


def traits(schools: Mapping[str, School]) -> dict[str, Traits]:
    """Give what each school's profile decides of the way."""
    return {key: Traits(one.diary.kind, one.chats.kind, one.chats.sure) for key, one in schools.items()}
