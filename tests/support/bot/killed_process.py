"""A process that a test kills: it processes many updates on a database file and prints each batch when it is done.

`python -m tests.support.bot.killed_process FILE FIRST` begins with the update FIRST, as after a platform that has got
no acknowledgement of earlier ones.
"""

import asyncio
import sys
from pathlib import Path

from bot.app.wiring import content
from bot.channels.incoming import Incoming
from bot.simulator.phones import Phones
from bot.simulator.simulator import Simulator
from flows.values.events import Event, Opened, Said
from storage.port.people.chats import ChatKey
from storage.sqlite.store import opened
from tests.support.world import MONDAY

PEOPLE, BATCH = 40, 10
LINE: list[Event] = [
    Opened("welcome", "", {"code": "demo-3b"}),
    Said("начать"),
    Said("даю согласие"),
    Said("статус снилс проверка данных"),
    Said("сказать, когда отправили"),
    Said("вчера"),
    Said("нужен живой человек"),
    Said("Ёлочка ждёт ответа 🌲"),
    Said("отправить"),
    Said("мои данные"),
]


def updates() -> list[Incoming]:
    """Return every update in the order of the platform: the first of each chat, the second of each chat, …"""
    return [
        Incoming(f"update:{step}:{n}", ChatKey("page", f"peer-{n}"), event)
        for step, event in enumerate(LINE)
        for n in range(PEOPLE)
    ]


async def live(file: Path, first: int) -> None:
    """Take the unacknowledged updates batch by batch, and settle the sent messages in between."""
    simulator = await Simulator.over(content(), await opened(f"sqlite:///{file}"), MONDAY, phones=Phones())
    line = updates()
    for at in range(first, len(line), BATCH):
        await simulator.program.runner.take(line[at : at + BATCH])
        sys.stdout.write(f"{at + BATCH}\n")
        sys.stdout.flush()
        await simulator.program.settle()
    await simulator.program.store.close()


if __name__ == "__main__":
    asyncio.run(live(Path(sys.argv[1]), int(sys.argv[2])))
