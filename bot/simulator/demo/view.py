"""The phones and the clock as JSON for the page."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.simulator.demo.looks import vk
from bot.simulator.demo.session import DemoSession
from bot.simulator.phones import Bubble
from bot.simulator.sample import ACTORS, ADMIN, CODE, PARENT, SECOND, TEACHER, Actor

SHOWN = 80  #: messages of a phone sent to the page, the newest
TITLES = {PARENT: "Родитель", SECOND: "Второй родитель", TEACHER: "Кл. руководитель", ADMIN: "Администратор"}

Json = Mapping[str, object]


def whole(demo: DemoSession) -> Json:
    """Return as JSON the phones on the page, the clock, and the faults of the last edit of the book."""
    return _seen(demo, {each.peer for each in demo.people})


def news(demo: DemoSession) -> Json:
    """Return the same as `whole`, but only with the phones that changed since the last call of `news`."""
    stale, demo.stale = demo.stale, set()
    return _seen(demo, stale)


def _seen(demo: DemoSession, peers: Collection[str]) -> Json:
    return {
        "run": demo.run,
        "people": [_person(who) for who in demo.people],
        "hand": demo.hand.peer,
        "phones": {who.peer: _phone(demo, who) for who in demo.people if who.peer in peers},
        "unread": demo.unread,
        "now": local(demo, demo.simulator.clock.now()),
        "zone": str(demo.calendar.zone),
        "faults": demo.editing.faults,
        "edited": demo.editing.changed,
    }


def title(who: Actor) -> str:
    """Return the title of an actor's phone."""
    return TITLES.get(who, who.name)


def _person(who: Actor) -> Json:
    begin = f"/start {CODE}" if who == PARENT else "/start"
    return {"peer": who.peer, "title": title(who), "added": who not in ACTORS, "begin": begin}


def _phone(demo: DemoSession, who: Actor) -> list[Json]:
    return [_bubble(demo, bubble) for bubble in demo.simulator.phones.bubbles(who.peer)[-SHOWN:]]


def _bubble(demo: DemoSession, bubble: Bubble) -> Json:
    kind = "pressed" if bubble.pressed else "mine" if bubble.mine else "theirs"
    shown = {"id": bubble.id, "kind": kind, "text": bubble.text, "rows": bubble.rows, "edits": bubble.edits}
    looks = {"vk": None if bubble.mine else vk(bubble.text), "file": _file(bubble)}
    return {**shown, **looks, "at": local(demo, bubble.at)}


def _file(bubble: Bubble) -> Json | None:
    attached = bubble.attached
    return (
        None if attached is None else {"kind": attached.kind, "name": attached.name, "url": f"/files/{attached.file}"}
    )


def local(demo: DemoSession, moment: datetime) -> str:
    """Return a time in ISO format, in the time zone of the sample school."""
    return moment.astimezone(demo.calendar.zone).isoformat()
