"""The channel alone, against the emulator and failures: each error of A4 gives a SendResult; edits, repeats by §7."""

from collections.abc import AsyncIterator

import pytest
from aiogram import Bot
from aiogram.exceptions import ClientDecodeError
from aiogram.types import WebhookInfo

from bot.channels.port import Later, OutgoingMessage, Received, Refused, SendResult, Sent, Unknown, Unreachable
from bot.channels.telegram.channel import Manner, TelegramTexts
from bot.channels.telegram.channel import Telegram as Channel
from bot.channels.telegram.errors import POLL, refusal, result_of
from bot.errors import AccountRefusedError, UnansweredError
from bot.messages.screen import Key, Screen
from storage.port.store import Store
from tests.support.wire.fake_telegram import (
    BLOCKED,
    BROKEN,
    DROPPED_AFTER,
    DROPPED_BEFORE,
    TOKEN,
    TOO_MANY,
    Fault,
    Plan,
    Telegram,
)
from tests.support.wire.telegram_conformance import Fields

CHAT = 501
OWN = TelegramTexts("Повторяю, если уже пришло:", "Пишите мне: https://t.me/{name}", (("menu", "Карта"),))
SCREEN = Screen("<b>Ёлка</b> &amp; снег", ((Key("Готово", "v1:done"),),))
GONE = Fault(400, "Bad Request: message to edit not found")
SAME = Fault(400, "Bad Request: message is not modified: specified new message content is exactly the same")
UNPARSED = Fault(400, "Bad Request: can't parse entities: Unsupported start tag")


class Steps:
    """A clock of the pace that is so many seconds later at each look: no call waits."""

    def __init__(self) -> None:
        self.seconds, self.now = 2.0, 0.0

    def __call__(self) -> float:
        """Return the time."""
        self.now += self.seconds
        return self.now


@pytest.fixture
def steps() -> Steps:
    """Return the clock of the pace."""
    return Steps()


@pytest.fixture
async def channel(telegram: Telegram, store: Store, steps: Steps) -> AsyncIterator[Channel]:
    """Open the channel with the settings of the tests."""
    opened = Channel(
        "telegram", TOKEN, store, url=telegram.url, texts=OWN, manner=Manner(link_previews=True),
        ticks=steps,
    )  # fmt: skip
    yield opened
    await opened.close()


def outgoing(screen: Screen = SCREEN, *, edit: str = "", strip: str = "", interrupted: bool = False) -> OutgoingMessage:
    """Make a reply to a person."""
    return OutgoingMessage(1, str(CHAT), screen, 0, edit, strip, interrupted=interrupted)


async def sent(channel: Channel, of: OutgoingMessage | None = None) -> SendResult:
    """Send one message."""
    (end,) = await channel.send("telegram", [of or outgoing()])
    return end


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (TOO_MANY, Later(1, "429", chat=True)),
        (BLOCKED, Unreachable("Forbidden: bot was blocked by the user")),
        (Fault(403, "Forbidden: user is deactivated"), Unreachable("Forbidden: user is deactivated")),
        (Fault(400, "Bad Request: chat not found"), Unreachable("Bad Request: chat not found")),
        (Fault(400, "Bad Request: BUTTON_DATA_INVALID"), Refused("Bad Request: BUTTON_DATA_INVALID")),
        (Fault(413, "Request Entity Too Large"), Refused("Request Entity Too Large")),
        (BROKEN, Unknown("TelegramServerError")),
        (Fault(500, "Internal Server Error: restart"), Unknown("RestartingTelegram")),
        (DROPPED_BEFORE, Unknown("TelegramNetworkError")),
        (DROPPED_AFTER, Unknown("TelegramNetworkError")),
    ],
    ids=lambda value: "" if isinstance(value, Fault) else type(value).__name__,
)
async def test_an_error_is_one_of_the_ends(telegram: Telegram, channel: Channel, fault: Fault, end: SendResult) -> None:
    """A4: the meaning of each error for the message."""
    telegram.failing("sendMessage", fault)
    assert await sent(channel) == end
    assert await sent(channel) == Sent("2" if fault is DROPPED_AFTER else "1")


async def test_nothing_left_when_nobody_listens(telegram: Telegram, store: Store) -> None:
    """A refused connection is not an attempt: the whole account waits."""
    channel = Channel("telegram", TOKEN, store, url="http://127.0.0.1:1", texts=OWN)
    assert await sent(channel) == Later(5.0, "network", whole=True)
    await channel.close()
    assert telegram.calls == []


async def test_a_press_edits_in_place(telegram: Telegram, channel: Channel) -> None:
    """The message keeps its id."""
    assert await sent(channel) == Sent("1")
    assert await sent(channel, outgoing(Screen("Дальше"), edit="1")) == Sent("1")
    assert telegram.phone(CHAT).messages[1]["text"] == "Дальше"


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        (SAME, Sent("1")),
        (GONE, Sent("2")),
        (Fault(400, "Bad Request: message can't be edited"), Sent("2")),
        (BROKEN, Unknown("TelegramServerError")),
    ],
    ids=["same", "gone", "too old", "broken"],
)
async def test_an_edit_that_cannot_be_is_said_below(
    telegram: Telegram, channel: Channel, fault: Fault, end: SendResult
) -> None:
    """«Not modified» counts as sent (A4); a deleted message is sent anew."""
    await sent(channel)
    telegram.failing("editMessageText", fault)
    assert await sent(channel, outgoing(Screen("Дальше"), edit="1")) == end


async def test_markup_telegram_refuses_goes_once_more_as_plain_text(telegram: Telegram, channel: Channel) -> None:
    """The mistake is logged, and the person gets the text."""
    telegram.failing("sendMessage", UNPARSED)
    assert await sent(channel) == Sent("1")
    (_, fields) = telegram.calls[-1]
    assert (fields["text"], "parse_mode" in fields) == ("Ёлка & снег", False)


async def test_a_chat_that_moved_is_written_to_where_it_is(telegram: Telegram, channel: Channel) -> None:
    """The refusal has the new id."""
    moved = Fault(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-100777)
    telegram.failing("sendMessage", moved)
    assert await sent(channel) == Sent("1")
    assert telegram.calls[-1][1]["chat_id"] == "-100777"


async def test_what_may_have_arrived_says_so(telegram: Telegram, channel: Channel) -> None:
    """A repeated message begins with the notice; a repeated edit needs none."""
    await sent(channel, outgoing(interrupted=True))
    assert telegram.phone(CHAT).arrived == ["Повторяю, если уже пришло:\n\nЁлка & снег"]
    await sent(channel, outgoing(Screen("Дальше"), edit="1", interrupted=True))
    assert telegram.phone(CHAT).arrived[-1] == "Дальше"
    telegram.failing("editMessageText", GONE)
    await sent(channel, outgoing(Screen("Дальше"), edit="1", interrupted=True))
    assert telegram.phone(CHAT).arrived[-1] == "Повторяю, если уже пришло:\n\nДальше"


async def test_a_new_screen_takes_the_buttons_off_the_old_one(telegram: Telegram, channel: Channel) -> None:
    """A failure to remove them does not affect the new screen."""
    await sent(channel)
    assert await sent(channel, outgoing(strip="1")) == Sent("2")
    await telegram.until(
        lambda: [bool(each["rows"]) for each in telegram.phone(CHAT).messages.values()] == [False, True]
    )
    telegram.failing("editMessageReplyMarkup", GONE)
    assert await sent(channel, outgoing(strip="2")) == Sent("3")
    await channel.close()
    assert telegram.judge.calls["editMessageReplyMarkup"] == 2


async def test_buttons_that_stayed_are_removed_with_the_next_screen(telegram: Telegram, channel: Channel) -> None:
    """The removal failed or was dropped: it is tried again, so that a chat does not keep two living keyboards."""
    await sent(channel)
    telegram.failing("editMessageReplyMarkup", BROKEN)
    await sent(channel, outgoing(strip="1"))
    await telegram.until(lambda: telegram.judge.calls["editMessageReplyMarkup"] == 1)
    await sent(channel, outgoing(strip="2"))
    await channel.close()
    assert [bool(shown["rows"]) for shown in telegram.phone(CHAT).messages.values()] == [False, False, True]


async def test_a_429_of_one_chat_is_that_chats(telegram: Telegram, channel: Channel, steps: Steps) -> None:
    """Others are written to meanwhile; three chats refused within a second mean the whole bot."""
    steps.seconds = 0.03
    full = {"501", "502"}
    telegram.plan = lambda _method, fields: TOO_MANY if fields.get("chat_id") in full else None
    ends = [(await channel.send("telegram", [OutgoingMessage(n, str(n), SCREEN, 0)]))[0] for n in (501, 502, 504)]
    assert ends == [Later(1, "429", chat=True), Later(1, "429", chat=True), Sent("1")]
    full.add("503")
    (end,) = await channel.send("telegram", [OutgoingMessage(503, "503", SCREEN, 0)])
    assert (isinstance(end, Later) and end.whole, channel.gate.room) == (True, 0)
    before = telegram.judge.calls["sendMessage"]
    (end,) = await channel.send("telegram", [OutgoingMessage(505, "505", SCREEN, 0)])
    assert isinstance(end, Later)
    assert end.whole
    assert telegram.judge.calls["sendMessage"] == before


async def test_a_group_whose_sentence_was_refused_is_not_told_again(telegram: Telegram, channel: Channel) -> None:
    """Whoever writes and presses in it meanwhile."""
    channel.name = "provodnik_bot"
    telegram.plan = lambda method, _fields: TOO_MANY if method == "sendMessage" else None
    group = {"id": -100, "type": "supergroup", "title": "3Б"}
    for _ in range(5):
        await telegram.happen({"message": {**telegram.phone(CHAT).message(text="/start"), "chat": group}})
    await channel.receive("")
    await telegram.happen({"message": {**telegram.phone(502).message(text="Ёж"), "chat": group}})
    await channel.receive("6")
    await channel.close()
    assert telegram.judge.calls["sendMessage"] == 1


async def test_human_words_come_in_several_parts(telegram: Telegram, channel: Channel) -> None:
    """Each part is complete, the last has the buttons; after a timeout all parts are sent again, with a notice."""
    long = Screen("<i>" + "Ёлочка ждёт ответа 🌲. " * 400 + "</i>", SCREEN.rows)
    assert await sent(channel, outgoing(long)) == Sent("3")
    shown = telegram.phone(CHAT).messages
    assert [bool(each["rows"]) for each in shown.values()] == [False, False, True]
    assert " ".join(each["text"].strip() for each in shown.values()) == ("Ёлочка ждёт ответа 🌲. " * 400).strip()
    telegram.plan = _second_breaks()
    assert await sent(channel, outgoing(long)) == Unknown("cut short: TelegramServerError")


def _second_breaks() -> Plan:
    faults = iter([None, BROKEN])
    return lambda _method, _fields: next(faults, None)


@pytest.mark.parametrize("fault", [Fault(401, "Unauthorized"), Fault(404, "Not Found")], ids=["401", "404"])
async def test_a_key_that_is_refused_is_told_and_tried_again(
    telegram: Telegram, channel: Channel, fault: Fault
) -> None:
    """At sending and at polling, with a sentence; the message is put back untried, and the next try counts."""
    telegram.plan = lambda _method, _fields: fault
    end = await sent(channel)
    assert isinstance(end, Later)
    assert end.whole
    assert end.refusal
    assert "BotFather" in end.refusal.why
    with pytest.raises(AccountRefusedError, match="не принимает ключ бота telegram"):
        await channel.prepare()
    with pytest.raises(AccountRefusedError, match="не принимает ключ бота telegram"):
        await channel.receive("")
    telegram.plan = lambda _method, _fields: None
    await channel.prepare()
    assert await sent(channel) == Sent("1")
    assert await channel.receive("") == Received()


async def test_a_method_that_a_server_lacks_is_no_refusal_of_the_key(telegram: Telegram, channel: Channel) -> None:
    """Own Bot API servers and emulators answer 404 to it, too."""
    telegram.failing("sendMessage", Fault(404, "Not Found: method not found"))
    assert isinstance(await sent(channel), Refused)


def test_a_page_of_a_proxy_is_no_refusal_of_the_key() -> None:
    """A wrong TELEGRAM_API_URL leads to a page «404 Not Found» that is not Telegram's."""
    page = ClientDecodeError("Failed to decode object", ValueError("no JSON"), "<html>404 Not Found</html>")
    assert refusal(page, POLL) is None
    assert isinstance(result_of(page), Unknown)


async def test_of_two_that_poll_each_is_told_and_goes_on_by_itself(telegram: Telegram, channel: Channel) -> None:
    """Before its first answer, a 409 may come from our own dropped poll, for as long as that one may be held."""
    conflict = Fault(409, "Conflict: terminated by other getUpdates request")
    telegram.failing("getUpdates", *[conflict] * 6)
    for _ in range(5):
        with pytest.raises(UnansweredError):
            await channel.receive("")
    with pytest.raises(AccountRefusedError, match="ещё одна программа") as told:
        await channel.receive("")
    assert told.value.refusal.rest.after(9) == 60
    await telegram.phone(CHAT).write("Ёж")
    received = await channel.receive("")
    assert received.cursor == "2"
    telegram.failing("getUpdates", conflict)
    with pytest.raises(AccountRefusedError, match="ещё одна программа"):
        await channel.receive(received.cursor)


HOOK = Manner(webhook="https://bot.school.ru/telegram", secret="a-secret-of-16-signs")


@pytest.fixture
async def hooked(telegram: Telegram, store: Store) -> AsyncIterator[Channel]:
    """Open the channel of a bot with a webhook; Telegram's answer to setWebhook is an invented one."""
    opened = Channel("telegram", TOKEN, store, url=telegram.url, texts=OWN, manner=HOOK)
    yield opened
    await opened.close()


async def test_a_webhook_that_another_program_moved_is_told(hooked: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram calls one address only: the last that was set."""
    at = [HOOK.webhook, "https://other.school.ru/telegram"]

    async def info() -> WebhookInfo:
        return WebhookInfo(url=at.pop(0), has_custom_certificate=False, pending_update_count=0)

    monkeypatch.setattr(Bot, "get_webhook_info", lambda _: info())
    await hooked.look()
    with pytest.raises(AccountRefusedError, match="сменила другая программа"):
        await hooked.look()


async def test_an_address_that_telegram_does_not_accept_is_told(telegram: Telegram, hooked: Channel) -> None:
    """A wrong address is wrong until a person mends it: a sentence, not a kind of error."""
    telegram.failing("setWebhook", Fault(400, "Bad Request: bad webhook: IP address 127.0.0.1 is reserved"))
    with pytest.raises(AccountRefusedError, match="TELEGRAM_WEBHOOK_URL"):
        await hooked.prepare()


async def test_a_press_is_answered_once_however_often_it_comes(telegram: Telegram, channel: Channel) -> None:
    """The same update comes twice: the first was not confirmed."""
    await sent(channel)
    await telegram.phone(CHAT).press("Готово")
    first, again = await channel.receive(""), await channel.receive("")
    assert first == again
    await channel.close()
    assert telegram.judge.calls["answerCallbackQuery"] == 1


async def test_an_answer_to_a_press_that_comes_too_late_is_swallowed(telegram: Telegram, channel: Channel) -> None:
    """The press itself is processed (A3)."""
    await sent(channel)
    await telegram.phone(CHAT).press("Готово")
    telegram.failing("answerCallbackQuery", Fault(400, "Bad Request: query is too old"))
    received = await channel.receive("")
    assert len(received.incoming) == 1
    await channel.close()


async def test_a_group_hears_one_sentence(telegram: Telegram, channel: Channel) -> None:
    """However often the bot is mentioned in it."""
    group = {"id": -100, "type": "supergroup", "title": "3Б"}
    channel.name = "provodnik_bot"
    for _ in range(2):
        await telegram.happen({"message": {**telegram.phone(CHAT).message(text="/start"), "chat": group}})
    assert await channel.receive("") == Received((), {}, "3")
    await channel.close()
    assert telegram.phone(-100).arrived == ["Пишите мне: https://t.me/provodnik_bot"]


async def test_fields_a_server_may_not_know_can_be_left_out(telegram: Telegram, store: Store) -> None:
    """Link previews and content protection are settings."""
    seen: list[Fields] = []

    def plan(_: str, fields: Fields) -> Fault:
        seen.append(fields)
        return BLOCKED

    telegram.plan = plan
    for manner in (Manner(), Manner(link_previews=True, protect_content=True)):
        channel = Channel("telegram", TOKEN, store, url=telegram.url, manner=manner)
        await sent(channel)
        await channel.close()
    assert [("link_preview_options" in each, "protect_content" in each) for each in seen] == [
        (True, False), (False, True)
    ]  # fmt: skip


async def test_the_commands_and_the_button_are_set_in_russian(telegram: Telegram, channel: Channel) -> None:
    """An existing webhook is removed, as it would prevent polling (A3)."""
    await channel.prepare()
    assert [method for method, _ in telegram.calls] == [
        "getMe", "setMyCommands", "setChatMenuButton", "deleteWebhook"
    ]  # fmt: skip
