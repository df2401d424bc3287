"""Lists for staff and teachers to choose from: school profiles, classes, class teachers, requests."""

from bot.queries.context import QueryContext
from bot.rendering.labels import request_label, role_label
from flows.values.events import Option


async def profiles(context: QueryContext) -> tuple[Option, ...]:
    """List the school profiles of the installation. A school can be opened from each."""
    return tuple(Option(key, school.name) for key, school in context.profiles.items())


async def classes(context: QueryContext) -> tuple[Option, ...]:
    """List classes by name: for staff all classes of the school, for a teacher their own."""
    return tuple(Option(each.id, each.name) for each in await context.work.schools.classes(context.person))


async def class_teachers(context: QueryContext) -> tuple[Option, ...]:
    """List the class teachers of the school for its staff: «3Б · с 16.11.26»."""
    found = await context.work.roles.class_teachers(context.person)
    return tuple(Option(each.role, role_label(each.class_name, each.last_day, each.since.date())) for each in found)


async def requests(context: QueryContext) -> tuple[Option, ...]:
    """List the parents' requests that wait for the school's administrator, one line for each class and service."""
    found = await context.work.requests.waiting(context.person)
    return tuple(
        Option(f"{each.klass}:{each.track}", request_label(each.class_name, each.track, each.waiting, each.since))
        for each in found
    )
