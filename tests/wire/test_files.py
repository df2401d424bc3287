"""Attachments on both platforms: uploaded once per account and then sent by id; files from staff are fetched."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiogram.exceptions import TelegramBadRequest

from bot.channels.port import Later, OutgoingMessage, Refused, Sent, Unknown
from bot.channels.telegram.channel import Manner, TelegramTexts
from bot.channels.telegram.channel import Telegram as Bot
from bot.channels.vk.channel import Vk
from bot.clock import MovedClock
from bot.messages.files import DOCUMENT, LARGEST, PICTURE, File, attachment
from bot.messages.screen import Attachment, Key, Screen
from bot.simulator.sample_files import PDF, PNG
from flows.values.events import Pressed, Said, SentFile
from storage.port.store import Store
from storage.port.turns import Rows
from tests.support.wire import vk_events as events
from tests.support.wire.fake_telegram import DROPPED_AFTER, TOKEN, Fault, Telegram
from tests.support.wire.fake_vk import GROUP, FakeVk
from tests.support.wire.fake_vk import TOKEN as VK_TOKEN
from tests.support.wire.fake_vk import Fault as VkFault
from tests.support.wire.vk_bot import ACCOUNT, no_sleep
from tests.support.wire.vk_conformance import faults
from tests.support.world import MONDAY

KEYS = ((Key("Готово", "v1:done"),),)
MAP = File(PICTURE, "Класс 3Б.png", PNG).row()
SLIPS = File(DOCUMENT, "Приглашения.pdf", PDF).row()
LOST = Attachment(PICTURE, "nowhere", "Пропало.png")


@pytest.fixture
async def files(store: Store) -> Store:
    """Store two files."""
    async with store.work() as work:
        await work.turns.keep(Rows(files=[MAP, SLIPS]), MONDAY)
    return store


@pytest.fixture
async def bot(telegram: Telegram, files: Store) -> AsyncIterator[Bot]:
    opened = a_bot(telegram, files)
    yield opened
    await opened.close()


def a_bot(telegram: Telegram, store: Store) -> Bot:
    own = TelegramTexts("Повторяю, если уже пришло:")
    return Bot("telegram", TOKEN, store, url=telegram.url, texts=own, manner=Manner(link_previews=True))


@pytest.fixture
async def fake() -> AsyncIterator[FakeVk]:
    async with FakeVk() as served:
        yield served
        assert faults(served.calls) == []


@pytest.fixture
async def vk(fake: FakeVk, files: Store) -> AsyncIterator[Vk]:
    opened = a_community(fake, files)
    yield opened
    await opened.close()


def a_community(fake: FakeVk, store: Store) -> Vk:
    return Vk(ACCOUNT, VK_TOKEN, GROUP, store, MovedClock(MONDAY), url=fake.url, pace=0, sleep=no_sleep)


def outgoing(peer: int, carries: Attachment, text: str = "Карта <b>класса</b>", *, strip: str = "") -> OutgoingMessage:
    return OutgoingMessage(peer * 1000 + len(text), str(peer), Screen(text, KEYS, carries), 0, strip=strip)


# --- Telegram ---------------------------------------------------------------------------------------------------------


async def test_a_picture_is_uploaded_once_and_said_by_its_name_since(telegram: Telegram, files: Store) -> None:
    """Also if several messages need it at the same moment, and after a restart."""
    for peers in (range(1, 6), range(6, 9)):
        bot = a_bot(telegram, files)
        ends = await bot.send("telegram", [outgoing(peer, attachment(MAP)) for peer in peers])
        await bot.close()
        assert {type(end) for end in ends} == {Sent}
    assert telegram.uploads == 1
    assert [method for method, _ in telegram.calls] == ["sendPhoto"] * 8
    assert all(telegram.phone(peer).arrived == ["Карта класса"] for peer in range(1, 9))


async def test_a_document_goes_as_one_and_its_buttons_are_below_it(telegram: Telegram, bot: Bot) -> None:
    (end,) = await bot.send("telegram", [outgoing(1, attachment(SLIPS))])
    assert end == Sent("1")
    (method, fields) = telegram.calls[0]
    assert (method, fields["caption"]) == ("sendDocument", "Карта <b>класса</b>")
    await telegram.phone(1).press("Готово")
    (update,) = (await bot.receive("")).incoming
    assert update.event == Pressed(1, "done")


async def test_words_too_long_for_a_caption_come_after_the_picture_with_the_buttons(
    telegram: Telegram, bot: Bot
) -> None:
    """A caption has at most 1024 characters (A1)."""
    await bot.send("telegram", [outgoing(1, attachment(MAP), "Ё" * 1025)])
    assert [method for method, _ in telegram.calls] == ["sendPhoto", "sendMessage"]
    assert ["reply_markup" in fields for _, fields in telegram.calls] == [False, True]
    telegram.failing("sendMessage", DROPPED_AFTER)
    (end,) = await bot.send("telegram", [outgoing(2, attachment(MAP), "Ё" * 1025)])
    assert end == Unknown("cut short: TelegramNetworkError")


@pytest.mark.parametrize("restarted", [False, True])
async def test_a_picture_telegram_forgot_is_uploaded_anew(telegram: Telegram, files: Store, restarted: bool) -> None:
    """Also if the id was stored by an earlier process."""
    bot = a_bot(telegram, files)
    await bot.send("telegram", [outgoing(1, attachment(MAP))])
    again = a_bot(telegram, files) if restarted else bot
    telegram.failing("sendPhoto", Fault(400, "Bad Request: wrong file identifier/HTTP URL specified"))
    async with asyncio.timeout(10):
        (end,) = await again.send("telegram", [outgoing(2, attachment(MAP))])
    assert (end, telegram.uploads) == (Sent("2"), 2)
    for each in (bot, again):
        await each.close()


async def test_a_picture_whose_markup_is_refused_keeps_its_words(telegram: Telegram, bot: Bot) -> None:
    telegram.failing("sendPhoto", Fault(400, "Bad Request: can't parse entities: Unsupported start tag"))
    (end,) = await bot.send("telegram", [outgoing(1, attachment(MAP))])
    assert (end, telegram.calls[0][1]["caption"]) == (Sent("1"), "Карта класса")


async def test_a_file_that_is_kept_no_more_is_our_mistake(telegram: Telegram, bot: Bot, vk: Vk) -> None:
    (end,) = await bot.send("telegram", [outgoing(1, LOST)])
    assert isinstance(end, Refused)
    (end,) = await vk.send(ACCOUNT, [outgoing(1, LOST)])
    assert isinstance(end, Refused)
    assert telegram.calls == []


# --- VK ---------------------------------------------------------------------------------------------------------------


async def test_a_file_is_uploaded_to_vk_once_and_attached_for_everybody(fake: FakeVk, files: Store) -> None:
    """Two kinds of file and two processes: one upload of each."""
    for peers in (range(1, 60), range(60, 70)):
        vk = a_community(fake, files)
        many = [outgoing(peer, attachment(MAP if peer % 2 else SLIPS)) for peer in peers]
        assert {type(end) for end in await vk.send(ACCOUNT, many)} == {Sent}
        await vk.close()
    assert fake.uploaded == [PNG, PDF]
    assert {fake.attachments[fake.shown(peer)[0].attachment] for peer in range(1, 70, 2)} == {PNG}
    assert {fake.attachments[fake.shown(peer)[0].attachment] for peer in range(2, 70, 2)} == {PDF}


async def test_a_file_is_uploaded_in_the_name_of_somebody_who_allows_it(fake: FakeVk, vk: Vk) -> None:
    fake.denied = {1: 901, 2: 901}
    ends = await vk.send(ACCOUNT, [outgoing(peer, attachment(SLIPS)) for peer in (1, 2, 3)])
    assert [type(end).__name__ for end in ends] == ["Unreachable", "Unreachable", "Sent"]


async def test_an_upload_that_fails_has_told_nobody_anything(fake: FakeVk, vk: Vk) -> None:
    """The result is never Unknown, and the other messages of the batch are sent."""
    fake.faults.append(("upload", VkFault(drop="after")))
    plain = OutgoingMessage(7, "3", Screen("Без вложения"), 0)
    ends = await vk.send(ACCOUNT, [outgoing(1, attachment(MAP)), outgoing(2, attachment(MAP)), plain])
    assert [type(end) for end in ends] == [Later, Later, Sent]
    assert [len(fake.shown(peer)) for peer in (1, 2, 3)] == [0, 0, 1]
    (end,) = await vk.send(ACCOUNT, [outgoing(1, attachment(MAP))])
    assert isinstance(end, Sent)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("people", [1, 3])
async def test_a_file_vk_forgot_is_uploaded_anew(fake: FakeVk, files: Store, people: int, restarted: bool) -> None:
    """VK may delete a file, or refuse its old name: error 100 of a message with a file."""
    vk = a_community(fake, files)
    await vk.send(ACCOUNT, [outgoing(1, attachment(MAP))])
    again = a_community(fake, files) if restarted else vk
    fake.attachments.clear()
    ends = await again.send(ACCOUNT, [outgoing(peer, attachment(MAP)) for peer in range(2, 2 + people)])
    assert ([type(end) for end in ends], len(fake.uploaded)) == ([Sent] * people, 2)
    for each in (vk, again):
        await each.close()


async def test_a_message_with_a_file_that_vk_refuses_twice_is_refused(fake: FakeVk, vk: Vk) -> None:
    """The file is uploaded once again, not without end."""
    fake.faults.extend([("messages.send", VkFault(code=100))] * 3)
    (end,) = await vk.send(ACCOUNT, [outgoing(1, attachment(MAP))])
    assert (type(end), len(fake.uploaded)) == (Refused, 2)
    fake.faults.clear()


async def test_buttons_taken_off_leave_the_picture(fake: FakeVk, vk: Vk) -> None:
    """VK removes attachments that an edit does not repeat."""
    (end,) = await vk.send(ACCOUNT, [outgoing(1, attachment(MAP))])
    assert isinstance(end, Sent)
    await vk.send(ACCOUNT, [OutgoingMessage(5, "1", Screen("Дальше", KEYS), 0, strip=end.message)])
    await vk.close()
    first, second = fake.shown(1)
    assert (first.attachment != "", first.buttons(), len(second.buttons())) == (True, [], 1)


# --- files from staff -------------------------------------------------------------------------------------------------


async def test_a_file_sent_in_telegram_is_told_of_and_fetched_only_when_asked(telegram: Telegram, bot: Bot) -> None:
    await bot.send("telegram", [outgoing(1, attachment(SLIPS))])
    (name,) = (each for each in telegram.files)
    file = {"file_id": name, "file_unique_id": "u", "file_name": "приказ.pdf", "file_size": len(PDF)}
    await telegram.happen({"message": telegram.phone(2).message(document=file, caption="Приказ")})
    (came,) = (await bot.receive("")).incoming
    assert (came.event, telegram.downloads) == (SentFile("document"), 0)
    assert came.fetch
    assert came.fetch[:4] == ("document", "приказ.pdf", "Приказ", len(PDF))
    assert (await bot.download(came.fetch.source), telegram.downloads) == (PDF, 1)


async def test_of_a_picture_in_telegram_the_largest_is_meant(telegram: Telegram, bot: Bot) -> None:
    sizes = [{"file_id": f"p{n}", "file_unique_id": f"u{n}", "width": n, "height": n, "file_size": n} for n in (1, 9)]
    await telegram.happen({"message": telegram.phone(2).message(photo=sizes)})
    (came,) = (await bot.receive("")).incoming
    assert came.fetch
    assert came.fetch[:4] == ("picture", "", "", 9)
    with pytest.raises(TelegramBadRequest):  # Telegram refuses ids of another bot's files
        await bot.download(came.fetch.source)


async def test_a_file_sent_in_vk_is_told_of_and_fetched_only_when_asked(fake: FakeVk, vk: Vk) -> None:
    """A document, and the largest size of a picture; the caption makes a message as usual."""
    fake.file, where = PDF, f"{fake.url}/sent"
    sizes = [{"url": f"{where}?small", "width": 1, "height": 1, "type": "s"}, {"url": where, "width": 9, "height": 9}]
    doc = {**events.FILES["doc"], "url": where, "title": "приказ.pdf", "size": len(PDF)}
    photo = {**events.FILES["photo"], "sizes": sizes}
    await vk.receive("")
    fake.happen(events.wrote(1, "Приказ", attachments=[{"type": "doc", "doc": doc}]))
    fake.happen(events.wrote(1, "", attachments=[{"type": "photo", "photo": photo}]))
    fake.happen(events.wrote(1, "Что это?", attachments=[{"type": "photo", "photo": {"sizes": "?"}}]))
    document, picture, odd = (await vk.receive("0")).incoming
    assert (document.event, picture.event, odd.event) == (Said("Приказ"), SentFile("picture"), Said("Что это?"))
    assert document.fetch
    assert picture.fetch
    assert document.fetch[:4] == ("document", "приказ.pdf", "Приказ", len(PDF))
    assert (picture.fetch[:4], odd.fetch) == (("picture", "", "", 0), None)
    assert [await vk.download(each.fetch.source) for each in (document, picture) if each.fetch] == [PDF, PDF]
    fake.file = b"\0" * (LARGEST + 100_000)
    assert LARGEST < len(await vk.download(document.fetch.source)) <= LARGEST + 65_536
