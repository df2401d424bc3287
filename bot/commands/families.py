"""What a teacher does about the families of a class: the paper list, slips, numbers, who is of the class no more."""

from bot.queries.look import Look
from flows.values.events import News
from storage.port.answers import Answer, Granted
from storage.port.timers import TimerRow
from storage.port.turns import Rows


async def listed(look: Look) -> Answer:
    """Keep how long the paper list is."""
    return await look.work.families.set_count(_klass(look), _whole(look, "count"), look.person, look.now)


async def slips_made(look: Look) -> Answer:
    """Make the slips that are lacking."""
    return await look.work.slips.make(_klass(look), look.person, look.now)


async def slip_made_anew(look: Look) -> Answer:
    """Make the code of a family anew."""
    return await look.work.slips.renew(_klass(look), _whole(look, "family"), look.person, look.now)


async def class_code_ended(look: Look) -> Answer:
    """Let nobody in by the class code any more; slips and whoever came stay."""
    return await look.work.codes.end_of_class(_klass(look), look.person, look.now)


async def numbered(look: Look) -> Answer:
    """Give a new family its number."""
    family, number = look.told.get("family", ""), _whole(look, "number")
    return await look.work.families.number(_klass(look), family, number, look.person, look.now)


async def removed(look: Look) -> Answer:
    """Take a family out of the class; its parents hear of it, each about their child."""
    klass, family = _klass(look), look.told.get("family", "")
    parents = await look.work.families.parents(klass, family, look.person)
    answer = await look.work.families.remove(klass, family, look.person, look.now)
    if isinstance(answer, Granted):
        told = {word: look.told[word] for word in ("class_name",) if word in look.told}
        await look.work.turns.keep(Rows(timers=[_news(look, *each, told) for each in parents]), look.now)
    return answer


def _news(look: Look, person: str, child: str, told: dict[str, str]) -> TimerRow:
    # a promise due at once: it comes as every notice does, in the chat they used last and not at night
    return TimerRow(f"left:{person}:{child}", look.now, News("left", "class", told, child), person, None, child, "left")


def _klass(look: Look) -> str:
    return look.told.get("klass", "")


def _whole(look: Look, word: str) -> int:
    said = look.told.get(word, "")
    return int(said) if said.isdecimal() and len(said) < 4 else 0
