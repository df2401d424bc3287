"""After erasing a person, no byte of their texts is left in the file."""

from pathlib import Path

from flows.values.session import Session
from storage.port.delivery.deliveries import Ended
from storage.port.people.chats import ChatKey
from storage.port.turns import RecordRow
from storage.sqlite.store import SqliteStore
from tests.support.storage.files import files_of, read
from tests.support.storage.town import ADMIN, DEPUTY, MUM, NOW, VK, Town

CANARY = "канарейка-ё-🐤-Преображенская"


async def test_no_byte_of_a_forgotten_person_is_left(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    await town.founded()
    for peer in range(60):  # neighbouring rows, so that pages split and merge around the erased ones
        await town.said(ChatKey(VK, str(peer)), body="Здравствуйте! " * 60)
    await _talks(town)
    assert CANARY.encode() in _bytes(file)
    for key in (MUM, DEPUTY):
        person = await town.person(key)
        await town.forget(key)
        assert await store.tidy()
        assert person.encode() not in _without_codes(file)
    assert CANARY.encode() not in _bytes(file)
    assert read(file, "SELECT peer FROM laid_aside") == []
    assert (
        read(file, "SELECT what, person, about FROM happenings WHERE what = 'forgotten'") == [("forgotten", "", "")] * 2
    )


async def _talks(town: Town) -> None:
    # mum writes a draft, a ticket and a line; the deputy answers; messages about all of it are queued
    await town.hired(DEPUTY)
    mum = await town.chat_state(MUM)
    long = f"{CANARY} " * 300  # longer than a database page
    for visit in range(20):
        draft = Session("human", "write", visit, {"draft": long[: visit * 300]})
        await town.keep(sessions={mum.chat: draft}, consents=[(mum.known.person, "1")])
    await town.code("staff", DEPUTY)
    async with town.store.work() as work:
        await work.updates.lay_aside("vk:1", MUM, "KeyError", NOW)
    # the shared card remains, without the person who made its records
    child = await town.child_of(MUM, child="карточка-1")
    await town.redeem(await town.code("child", MUM, child=child), ADMIN)
    await town.keep(records=[RecordRow(child, "documents", "birth", "sent", NOW.date(), mum.known.person)])
    await town.asked(MUM, summary=long)
    await town.answer("t1", MUM, CANARY)
    await town.take("t1", DEPUTY)
    await town.answer("t1", DEPUTY, long)
    await town.said(MUM, body=CANARY, ticket="t1")
    await town.said(MUM, body=long)
    await town.said(DEPUTY, body=CANARY, ticket="t1")
    await town.said(ADMIN, body=long, ticket="t1")


def _bytes(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in files_of(file))


def _without_codes(file: Path) -> bytes:
    # codes are random and could contain a test's short id by chance
    found = _bytes(file)
    for (code,) in read(file, "SELECT code FROM codes"):
        found = found.replace(str(code).encode(), b"")
    return found


async def test_a_delivery_that_ended_leaves_no_words(file: Path, store: SqliteStore) -> None:
    town = Town(store)
    for end in ("sent", "refused", "unknown", "unreachable"):
        ident = await town.said(MUM, body=CANARY)
        await town.claims()
        await town.ended(Ended(ident, end))
    await town.said(MUM, body=CANARY)
    async with store.work() as work:
        await work.dialogs.reach(MUM, reachable=False)
    await store.tidy()
    assert CANARY.encode() not in _bytes(file)
    assert {body for (body,) in read(file, "SELECT body FROM deliveries")} == {""}
