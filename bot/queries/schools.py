"""What staff of a school choose from: profiles of schools, classes, class teachers, requests."""

from bot.queries.look import Look
from bot.rendering.labels import hat_label, request_label
from flows.values.events import Option


async def profiles(look: Look) -> tuple[Option, ...]:
    """List the profiles of the installation, from which a school can be opened."""
    return tuple(Option(key, school.name) for key, school in look.profiles.items())


async def classes(look: Look) -> tuple[Option, ...]:
    """List the classes of the person's school (staff) or their own (teacher), by name."""
    return tuple(Option(each.id, each.name) for each in await look.work.schools.classes(look.person))


async def class_teachers(look: Look) -> tuple[Option, ...]:
    """List the class teachers of the school whose staff the person is: «3Б · с 16.11.26»."""
    found = await look.work.roles.class_teachers(look.person)
    return tuple(Option(each.hat, hat_label(each.class_name, each.last_day, each.since.date())) for each in found)


async def requests(look: Look) -> tuple[Option, ...]:
    """List the requests that wait for the school's administrator, by class and service."""
    found = await look.work.requests.waiting(look.person)
    return tuple(
        Option(f"{each.klass}:{each.track}", request_label(each.class_name, each.track, each.waiting, each.since))
        for each in found
    )
