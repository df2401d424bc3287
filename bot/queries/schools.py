"""What staff of a school choose from: profiles of schools, classes, class teachers, requests."""

from bot.queries.look import Look
from flows.values.events import Option
from storage.port.questions import options_of


async def profiles(look: Look) -> tuple[Option, ...]:
    """List the profiles of the installation, from which a school can be opened."""
    return tuple(Option(key, school.name) for key, school in look.profiles.items())


async def classes(look: Look) -> tuple[Option, ...]:
    """List the classes of the person's school (staff) or their own (teacher), by name."""
    return await options_of(look.work, "classes", look.person, look.told)


async def class_teachers(look: Look) -> tuple[Option, ...]:
    """List the class teachers of the school whose staff the person is: «3Б · с 16.11.26»."""
    return await options_of(look.work, "class_teachers", look.person, look.told)


async def requests(look: Look) -> tuple[Option, ...]:
    """List the requests that wait for the school's administrator, by class and service."""
    return await options_of(look.work, "requests", look.person, look.told)
