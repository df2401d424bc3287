"""The panel beside the phones: scheduled notices, the families of the class, the selected phone's book page."""

from collections.abc import Mapping

from bot.simulator.demo.session import DemoSession
from bot.simulator.demo.view import Json, local, title
from bot.simulator.families import FAMILIES, Family
from bot.simulator.sample import Actor
from flows.context.known import Known
from flows.context.progress import steps
from storage.port.delivery.timers import Promise
from storage.port.people.chats import ChatKey, ChatState
from texts import Fact

ChatStates = Mapping[ChatKey, ChatState]


async def behind(demo: DemoSession) -> Json:
    """Return the content of the panel beside the phones as JSON. Waits until no turn is running."""
    async with demo.turn, demo.simulator.program.store.work() as work:
        persons = {person: who for who in demo.actors if (person := await work.chats.person(who.chat))}
        known = await work.chats.load([who.chat for who in persons.values()], demo.simulator.clock.now(), used=())
        promises, soonest = await work.timers.promises(), await work.timers.next_due()
    return {
        "soonest": local(demo, soonest) if soonest else "",
        "promises": [_promise(demo, each, persons) for each in promises],
        "families": [_family(demo, known, family) for family in FAMILIES],
        "leaf": _book_page(demo, known.get(demo.hand.chat)),
    }


def _promise(demo: DemoSession, promise: Promise, persons: Mapping[str, Actor]) -> Json:
    who = persons.get(promise.person)
    place = f"{promise.flow}/{promise.state}"
    whose = {"who": title(who), "peer": who.peer} if who else {"who": "", "peer": ""}
    what = demo.book_pages.title(promise.flow, promise.state) or place
    return {**whose, "due": local(demo, promise.due), "what": what, "place": place}


def _family(demo: DemoSession, known: ChatStates, family: Family) -> Json:
    peers = [actor.peer for actor in family.actors]
    seen = {"number": family.number, "peers": peers, "unread": sum(demo.unread.get(peer, 0) for peer in peers)}
    first = known.get(family.actors[0].chat)
    return {**seen, "steps": _steps(demo, first.known), "asks": bool(first.known.tickets)} if first else seen


def _steps(demo: DemoSession, known: Known) -> list[Json]:
    today = demo.simulator.clock.now().astimezone(demo.calendar.zone).date()
    child = known.children[0] if known.children else None
    drawn = steps(child, today) if child else ()
    return [{"key": step.key, "state": step.state, "mark": step.mark, "day": step.day} for step in drawn]


def _book_page(demo: DemoSession, chat_state: ChatState | None) -> Json | None:
    if chat_state is None:
        return None
    words, at = demo.editing.words, chat_state.session
    book_page = demo.book_pages.at(at.flow, at.state, words.texts.schools.get(chat_state.known.school))
    if book_page is None:
        return None
    return {**book_page._asdict(), "facts": [_fact(fact) for fact in book_page.facts], "edition": demo.editing.edition}


def _fact(fact: Fact) -> Json:
    checked = fact.checked_on.isoformat()
    return {"name": fact.name, "said": fact.said, "source": fact.source, "checked": checked, "sure": fact.sure}
