"""Lists that staff choose from: school profiles, classes, class teachers, requests."""

from bot.queries.context import QueryContext
from bot.rendering.labels import request_label, role_label
from flows.values.events import Option


async def profiles(context: QueryContext) -> tuple[Option, ...]:
    """List the profiles of the installation, from which a school can be opened."""
    return tuple(Option(key, school.name) for key, school in context.profiles.items())


async def classes(context: QueryContext) -> tuple[Option, ...]:
    """List the classes of the person's school (staff) or their own (teacher), by name."""
    return tuple(Option(each.id, each.name) for each in await context.work.schools.classes(context.person))


async def class_teachers(context: QueryContext) -> tuple[Option, ...]:
    """List the class teachers of the school whose staff the person is: «3Б · с 16.11.26»."""
    found = await context.work.roles.class_teachers(context.person)
    return tuple(Option(each.role, role_label(each.class_name, each.last_day, each.since.date())) for each in found)


async def requests(context: QueryContext) -> tuple[Option, ...]:
    """List the requests that wait for the school's administrator, by class and service."""
    found = await context.work.requests.waiting(context.person)
    return tuple(
        Option(f"{each.klass}:{each.track}", request_label(each.class_name, each.track, each.waiting, each.since))
        for each in found
    )
