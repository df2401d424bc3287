"""Files are stored once, with the name that each platform gives them, and swept."""

from datetime import timedelta

from storage.port.delivery.deliveries import Ended
from storage.port.delivery.files import FileRow
from storage.port.turns import Rows
from tests.support.storage.town import ADMIN, DAY, MUM, NOW, TELEGRAM, VK, Town

MAP = FileRow("f-map", "picture", "Класс 3Б ёлки.png", b"\x89PNG\r\n\x1a\n\x00\xff")


async def kept(town: Town, *files: FileRow) -> None:
    """Store files."""
    async with town.store.work() as work:
        await work.turns.keep(Rows(files=list(files)), NOW)


async def ref(town: Town, account: str = VK) -> str:
    """Return the name that an account has for the map."""
    async with town.store.work() as work:
        return await work.files.ref(account, MAP.id)


async def found(town: Town, ident: str = MAP.id) -> FileRow | None:
    """Return a file."""
    async with town.store.work() as work:
        return await work.files.load(ident)


async def test_a_file_is_kept_once_with_its_bytes(town: Town) -> None:
    await kept(town, MAP)
    await kept(town, MAP, MAP)
    assert (await found(town), await found(town, "nowhere")) == (MAP, None)


async def test_an_account_remembers_what_its_platform_calls_a_file(town: Town) -> None:
    await kept(town, MAP)
    async with town.store.work() as work:
        await work.files.keep_ref(VK, MAP.id, "photo-1_2")
        await work.files.keep_ref(VK, "nowhere", "photo-1_3")
    assert (await ref(town), await ref(town, TELEGRAM)) == ("photo-1_2", "")
    async with town.store.work() as work:
        await work.files.drop_ref(VK, MAP.id, "another")
    assert await ref(town) == "photo-1_2"
    async with town.store.work() as work:
        await work.files.drop_ref(VK, MAP.id, "photo-1_2")
    assert await ref(town) == ""


async def test_a_message_with_a_file_is_never_edited_into_words(town: Town) -> None:
    """Its buttons can be removed, and the next screen is a new message below it."""
    await kept(town, MAP)
    first = await town.said(MUM, living=True, file=MAP.id)
    await town.claims()
    await town.ended(Ended(first, "sent", "m1"))
    await town.said(MUM, living=True, edit=True)
    (claimed,) = await town.claims()
    assert (claimed.edit, claimed.living_message) == (False, "m1")


async def test_a_file_is_swept_when_nobody_waits_for_it(town: Town) -> None:
    await kept(town, MAP)
    waits = await town.said(MUM, file=MAP.id, due=NOW + 31 * DAY)
    for ended in (False, True):
        if ended:
            await town.claims(NOW + 31 * DAY)
            await town.ended(Ended(waits, "sent", "m1"), now=NOW + 31 * DAY)
        async with town.store.work() as work:
            await work.erasure.sweep(NOW + 30 * DAY - timedelta(seconds=1))
            assert await work.files.load(MAP.id)
            await work.erasure.sweep(NOW + 31 * DAY)
            assert (await work.files.load(MAP.id) is None) == ended
    assert await ref(town) == ""


async def test_what_somebody_sent_goes_with_them(town: Town) -> None:
    sent = MAP._replace(id="f-sent", person=await town.person(ADMIN))
    await kept(town, MAP, sent)
    assert (await town.kept(sent.person))["files"] == 1
    await town.forget(ADMIN)
    assert (await found(town, "f-sent"), await found(town)) == (None, MAP)
