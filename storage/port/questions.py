"""Questions: what a state offers to choose from, by name."""

from collections.abc import Mapping

from flows.values.events import Option
from storage.port.store import Work


async def options_of(work: Work, question: str, person: str, told: Mapping[str, str]) -> tuple[Option, ...]:
    """Return the options of a question. Raises KeyError for a question storage does not answer."""
    match question:
        case "classes":
            return await work.schools.classes(person)
        case "class_teachers":
            return await work.roles.class_teachers(person)
        case "stuck":
            return await work.boards.stuck(told.get("klass", ""), person)
        case "open_tickets":
            return await work.tickets.waiting(person)
        case "broadcasts" | "broadcasts_to_read":
            return await work.broadcasts.mine(person, to_read=question == "broadcasts_to_read")
        case "deadlines":
            return await work.campaigns.options(person, told.get("klass", ""))
        case "extracts":
            return await work.extracts.options(person, told.get("klass", ""))
        case "orders":
            return await work.orders.options(person)
        case "my_orders":
            return await work.orders.to_sign(person)
        case "asked_goals":
            return await work.reminders.asked_goals(person)
        case "declined_goals":
            return await work.reminders.declined_goals(person)
        case "new_families":
            return await work.families.new(told.get("klass", ""), person)
        case "requests":
            return await work.requests.waiting(person)
        case "lessons":
            return await work.lessons.options(person)
        case "attached":
            return await work.examples.options(person)
        case _:
            raise KeyError(question)
