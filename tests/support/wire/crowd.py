"""Fill a store with thousands of people: the parents of a class, a broadcast to all of them, and replies to some."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from bot.messages.screen import Attachment, Screen, encoded
from bot.simulator.sample import CLASS, CODE, SCHOOL
from flows.values.segments import Segment
from storage.port.answers import Granted
from storage.port.delivery.broadcasts import BroadcastRow
from storage.port.delivery.deliveries import DeliveryRow
from storage.port.delivery.files import FileRow
from storage.port.ids import ordered_ids
from storage.port.people.chats import ChatKey
from storage.port.store import Store
from storage.port.turns import ChildRow, Rows

TEACHER = ChatKey("page", "teacher")
NEWS = "Завтра ёлка в <b>10:00</b> 🌲"


async def gathered(store: Store, account: str, people: int, now: datetime) -> None:
    """Add the parents 1, 2, … of a class and its teacher."""
    async with store.work() as work:
        await work.setup.establish(SCHOOL, CLASS, now, CODE)
        code = await work.setup.staff_code("teacher", SCHOOL, now, CLASS)
        teacher = (await work.chats.load([TEACHER], now))[TEACHER].known.person
        role = await work.codes.redeem(code, teacher, now)
        assert isinstance(role, Granted)
        keys = [ChatKey(account, str(peer)) for peer in range(1, people + 1)]
        persons = [chat_state.known.person for chat_state in (await work.chats.load(keys, now)).values()]
        await work.turns.keep(
            Rows(children=[ChildRow(f"{each}-1", each, role.slots["klass"]) for each in persons]), now
        )


async def told_all(store: Store, now: datetime, *, carries: FileRow | None = None) -> None:
    """Send a broadcast from the teacher to the class, and fill in its recipients."""
    attached = Attachment(carries.kind, carries.id, carries.name) if carries else None
    async with store.work() as work:
        chat_state = (await work.chats.load([TEACHER], now))[TEACHER]
        (role,) = chat_state.known.roles
        body = encoded(Screen(NEWS, attached=attached))
        row = BroadcastRow(
            "b1", chat_state.known.person, SCHOOL, (role.klass,), Segment(), body, now, now - timedelta(days=1)
        )
        await work.turns.keep(Rows(files=[carries] if carries else []), now)
        assert isinstance(await work.broadcasts.submit(row, now), Granted)
    more = True
    while more:
        async with store.work() as work:
            more = await work.fan_out.fill("b1", now)


async def answered(store: Store, account: str, peers: Iterable[int], now: datetime) -> list[int]:
    """Queue a reply to each of these people; return the ids of the deliveries."""
    keys, ids = [ChatKey(account, str(peer)) for peer in peers], ordered_ids()
    async with store.work() as work:
        chat_state = await work.chats.load(keys, now)
        rows = [DeliveryRow(ids(), chat_state[key].chat, 0, encoded(Screen(f"Вам, {key.peer}")), now) for key in keys]
        await work.turns.keep(Rows(deliveries=rows), now)
    return [row.id for row in rows]
