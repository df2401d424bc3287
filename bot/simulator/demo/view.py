"""What is seen of the phones and the clock, as the JSON the page draws from."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.simulator.demo.looks import vk
from bot.simulator.demo.show import Show
from bot.simulator.phones import Bubble
from bot.simulator.sample import ACTORS, ADMIN, CODE, PARENT, SECOND, TEACHER, Actor

SHOWN = 80  #: the newest messages of a phone
TITLES = {PARENT: "Родитель", SECOND: "Второй родитель", TEACHER: "Кл. руководитель", ADMIN: "Администратор"}

Json = Mapping[str, object]


def whole(show: Show) -> Json:
    """Give everything but what stands behind the phones."""
    return _seen(show, {each.peer for each in show.people})


def news(show: Show) -> Json:
    """Give the phones that show something new since they were last asked for, and the rest."""
    stale, show.stale = show.stale, set()
    return _seen(show, stale)


def _seen(show: Show, peers: Collection[str]) -> Json:
    return {
        "run": show.run,
        "people": [_person(who) for who in show.people],
        "hand": show.hand.peer,
        "phones": {who.peer: _phone(show, who) for who in show.people if who.peer in peers},
        "unread": show.unread,
        "now": local(show, show.stage.clock.now()),
        "zone": str(show.calendar.zone),
        "faults": show.editing.faults,
        "edited": show.editing.changed,
    }


def title(who: Actor) -> str:
    """Name whose phone it is."""
    return TITLES.get(who, who.name)


def _person(who: Actor) -> Json:
    begin = f"/start {CODE}" if who == PARENT else "/start"
    return {"peer": who.peer, "title": title(who), "added": who not in ACTORS, "begin": begin}


def _phone(show: Show, who: Actor) -> list[Json]:
    return [_bubble(show, bubble) for bubble in show.stage.phones.bubbles(who.peer)[-SHOWN:]]


def _bubble(show: Show, bubble: Bubble) -> Json:
    kind = "pressed" if bubble.pressed else "mine" if bubble.mine else "theirs"
    shown = {"id": bubble.id, "kind": kind, "text": bubble.text, "rows": bubble.rows, "edits": bubble.edits}
    looks = {"vk": None if bubble.mine else vk(bubble.text), "file": _file(bubble)}
    return {**shown, **looks, "at": local(show, bubble.at)}


def _file(bubble: Bubble) -> Json | None:
    attached = bubble.attached
    return (
        None if attached is None else {"kind": attached.kind, "name": attached.name, "url": f"/files/{attached.file}"}
    )


def local(show: Show, moment: datetime) -> str:
    """Give a moment as it is told where the school is."""
    return moment.astimezone(show.calendar.zone).isoformat()
