"""People by the thousand: the parents of a class, what a broadcast says to all of them, and replies to some."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.messages.screen import Attachment, Screen, encoded
from bot.simulator.sample import CLASS, CODE, SCHOOL
from flows.values.segments import Segment
from storage.port.ids import ordered_ids
from storage.port.store import Store
from storage.port.values import BroadcastRow, ChatKey, ChildRow, DeliveryRow, FileRow, Granted, Rows

TEACHER = ChatKey("page", "teacher")
NEWS = "Завтра ёлка в <b>10:00</b> 🌲"


async def gathered(store: Store, account: str, people: int, now: datetime) -> None:
    """Let parents 1, 2, … of a class be met, and its teacher."""
    async with store.work() as work:
        await work.establish(SCHOOL, CLASS, now, CODE)
        code = await work.staff_code("teacher", SCHOOL, now, CLASS)
        teacher = (await work.load([TEACHER], now))[TEACHER].known.person
        hat = await work.redeem(code, teacher, now)
        assert isinstance(hat, Granted)
        keys = [ChatKey(account, str(peer)) for peer in range(1, people + 1)]
        persons = [standing.known.person for standing in (await work.load(keys, now)).values()]
        await work.keep(Rows(children=[ChildRow(f"{each}-1", each, hat.told["klass"]) for each in persons]), now)


async def told_all(store: Store, now: datetime, *, carries: FileRow | None = None) -> None:
    """Let the teacher tell the class something, and its people be filled in."""
    attached = Attachment(carries.kind, carries.id, carries.name) if carries else None
    async with store.work() as work:
        standing = (await work.load([TEACHER], now))[TEACHER]
        (hat,) = standing.known.hats
        body = encoded(Screen(NEWS, attached=attached))
        row = BroadcastRow(
            "b1", standing.known.person, SCHOOL, (hat.klass,), Segment(), body, now, now - timedelta(days=1)
        )
        await work.keep(Rows(files=[carries] if carries else []), now)
        assert isinstance(await work.submit(row, now), Granted)
    more = True
    while more:
        async with store.work() as work:
            more = await work.fill("b1", now)


async def answered(store: Store, account: str, peers: Iterable[int], now: datetime) -> list[int]:
    """Queue a reply to each of some people; give the ids of these deliveries."""
    keys, ids = [ChatKey(account, str(peer)) for peer in peers], ordered_ids()
    async with store.work() as work:
        standing = await work.load(keys, now)
        rows = [DeliveryRow(ids(), standing[key].chat, 0, encoded(Screen(f"Вам, {key.peer}")), now) for key in keys]
        await work.keep(Rows(deliveries=rows), now)
    return [row.id for row in rows]
