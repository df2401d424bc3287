"""The conversation over VK's protocol: real vk_api, real HTTP, a real store; only VK is fake."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.channels.vk.channel import Vk
from storage.port.people.chats import ChatKey
from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import GROUP, TOKEN
from tests.support.wire.vk_bot import ACCOUNT, ADMIN, MUM, PRIVATE, VkBot, no_sleep, vk_bot

CROWD = 2_000_000_007


@pytest.fixture
async def bot(shipped: Content, tmp_path: Path) -> AsyncIterator[VkBot]:
    """Open the bot on a fake VK."""
    async with vk_bot(shipped, tmp_path) as made:
        yield made


async def join(bot: VkBot, peer: int = MUM) -> None:
    """Join by the link of the class and consent."""
    await bot.happens(vk.started(peer, "demo-3b"))
    await bot.presses(peer, "Начать")
    await bot.presses(peer, "Даю согласие")


async def hire(bot: VkBot, peer: int = ADMIN) -> None:
    """Return the person the staff role."""
    async with bot.program.store.work() as work:
        code = await work.setup.staff_code("staff", "vylgort", bot.clock.now())
    await bot.happens(vk.started(peer, code))
    await bot.presses(peer, "Даю согласие")


async def test_from_the_link_of_a_class_to_an_answered_question(bot: VkBot) -> None:
    await hire(bot)
    await join(bot)
    assert "Ребёнок 1, 3Б" in bot.last(MUM).text
    await bot.presses(MUM, "Человек")
    await bot.writes(MUM, "Не пускает в дневник")
    await bot.presses(MUM, "Отправить")
    assert "Не пускает в дневник" in bot.last(ADMIN).text
    await bot.presses(ADMIN, "Открыть вопрос")
    await bot.presses(ADMIN, "Взять вопрос")
    await bot.writes(ADMIN, "Проверьте пароль: его меняли в понедельник")
    await bot.presses(ADMIN, "Отправить")
    assert any("его меняли в понедельник" in each.text for each in bot.fake.shown(MUM))
    await bot.channel.close()
    assert len(bot.fake.answered) == len([each for each in bot.fake.updates if each["type"] == "message_event"])


async def test_a_press_edits_its_message_and_keeps_its_buttons(bot: VkBot) -> None:
    await bot.happens(vk.started(MUM, "demo-3b"))
    await bot.presses(MUM, "Начать")
    assert len(bot.fake.shown(MUM)) == 1
    assert "Даю согласие" in [button["label"] for button in bot.last(MUM).buttons()]


async def test_a_message_too_old_to_edit_is_said_anew(bot: VkBot) -> None:
    await bot.happens(vk.started(MUM, "demo-3b"))
    bot.fake.old.add(MUM)
    await bot.presses(MUM, "Начать")
    assert len(bot.fake.shown(MUM)) == 2
    assert "согласие" in bot.last(MUM).text


async def test_words_below_a_screen_take_its_buttons_off(bot: VkBot) -> None:
    await hire(bot)
    await join(bot)
    await bot.presses(MUM, "Человек")
    before = bot.last(MUM)
    await bot.writes(MUM, "Не пускает в дневник")
    assert bot.last(MUM) is not before
    assert before.buttons() == []
    assert before.text.startswith("Передам вопрос школе")


async def test_an_update_that_comes_three_times_changes_state_once(bot: VkBot) -> None:
    await join(bot)
    await bot.presses(MUM, "Человек")
    word = vk.wrote(MUM, "Не пускает в дневник")
    await bot.happens(word, word)
    shown, stands = [each.text for each in bot.fake.shown(MUM)], await bot.session(MUM)
    # another process with the same store gets it once more
    again = Vk(ACCOUNT, TOKEN, GROUP, bot.program.store, bot.clock, url=bot.fake.url, pace=0, sleep=no_sleep)
    bot.channel, first = again, bot.channel
    await bot.happens(word)
    await first.close()
    assert ([each.text for each in bot.fake.shown(MUM)], await bot.session(MUM)) == (shown, stands)


async def test_a_press_that_comes_again_is_answered_once(bot: VkBot) -> None:
    await bot.happens(vk.started(MUM, "demo-3b"))
    press = vk.pressed(MUM, bot.payload(MUM, "Начать"))
    await bot.happens(press, press)
    await bot.happens(press)
    await bot.channel.close()
    assert len(bot.fake.answered) == 1


async def test_a_batch_is_lost_neither_whole_nor_for_the_sake_of_one(bot: VkBot) -> None:
    odd = vk.update("message_new", {"client_info": {}}, "odd")
    await bot.happens(odd, vk.update("like_add", {"liker_id": 1}), vk.wrote(MUM, "статус проверяется"))
    assert bot.fake.shown(MUM)
    async with bot.program.store.work() as work:
        assert await work.updates.cursor(ACCOUNT) == "3"
        assert not await work.updates.fresh([f"{ACCOUNT}:odd"], bot.clock.now())  # laid aside, so it is not retried


async def test_whoever_denies_messages_is_not_written_to(bot: VkBot) -> None:
    await join(bot)
    await bot.happens(vk.denied(MUM))
    key = ChatKey(ACCOUNT, str(MUM))
    async with bot.program.store.work() as work:
        person = await work.chats.person(key)
        assert await work.chats.of_persons([person], bot.clock.now()) == {}
    await bot.happens(vk.allowed(MUM))
    async with bot.program.store.work() as work:
        assert list(await work.chats.of_persons([person], bot.clock.now())) == [person]


async def test_a_chat_of_many_is_told_once_where_to_write(bot: VkBot) -> None:
    await bot.happens(vk.wrote(CROWD, "Бот, подскажите"), vk.wrote(CROWD, "И мне"))
    await bot.happens(vk.wrote(CROWD, "Кто знает?"))
    await bot.channel.close()
    assert [each.text for each in bot.fake.shown(CROWD)] == [PRIVATE]
    async with bot.program.store.work() as work:
        assert await work.chats.person(ChatKey(ACCOUNT, str(CROWD))) == ""


async def test_an_answer_by_hand_silences_the_bot_for_a_day(bot: VkBot) -> None:
    await join(bot)
    await bot.happens(vk.replied(MUM, "Здравствуйте, это секретарь школы", by_hand=5))
    before = len(bot.fake.shown(MUM))
    await bot.writes(MUM, "Спасибо! А когда приходить?")
    assert len(bot.fake.shown(MUM)) == before
    bot.pass_time(25 * 60)
    await bot.writes(MUM, "статус проверяется")
    assert len(bot.fake.shown(MUM)) > before


async def test_the_silence_outlives_a_restart(bot: VkBot) -> None:
    await join(bot)
    await bot.happens(vk.replied(MUM, "Здравствуйте, это секретарь школы", by_hand=5))
    await bot.channel.close()
    again = Vk(ACCOUNT, TOKEN, GROUP, bot.program.store, bot.clock, url=bot.fake.url, pace=0, sleep=no_sleep)
    await again.prepare()
    bot.channel = again
    before = len(bot.fake.shown(MUM))
    await bot.writes(MUM, "А когда приходить?")
    assert len(bot.fake.shown(MUM)) == before


async def test_a_button_pressed_in_the_silence_works(bot: VkBot) -> None:
    await hire(bot)
    await join(bot)
    await bot.happens(vk.replied(MUM, "Здравствуйте, это секретарь школы", by_hand=5))
    await bot.presses(MUM, "Человек")
    assert bot.last(MUM).text.startswith("Передам вопрос школе")


async def test_what_the_bot_itself_sent_is_nobodys_hand(bot: VkBot) -> None:
    await join(bot)
    sent = bot.fake.of("messages.send")[-1]
    await bot.happens(vk.replied(MUM, bot.last(MUM).text, by_hand=5, random_id=int(sent.values["random_id"])))
    await bot.happens(vk.replied(MUM, "Своё сообщение без автора"))
    await bot.writes(MUM, "статус проверяется")
    assert await bot.session(MUM) != ("welcome", "start")


async def test_a_client_without_buttons_gets_numbers_and_may_type_one(bot: VkBot) -> None:
    await bot.happens(vk.started(MUM, "demo-3b", vk.BARE))
    first = bot.last(MUM)
    assert first.buttons() == []
    assert "1. Начать\n2. Сначала посмотреть" in first.text
    await bot.happens(vk.wrote(MUM, "1", vk.BARE))
    assert "Даю согласие" in bot.last(MUM).text
    assert "согласие" in bot.last(MUM).text


async def test_a_client_without_silent_buttons_gets_buttons_that_say(bot: VkBot) -> None:
    await bot.happens(vk.started(MUM, "demo-3b", vk.WORDS))
    button = bot.last(MUM).buttons()[0]
    assert (button["type"], button["label"]) == ("text", "Начать")
    await bot.happens(vk.wrote(MUM, "Начать", vk.WORDS, payload=button["payload"]))
    assert "согласие" in bot.last(MUM).text


async def test_a_forged_press_changes_nothing(bot: VkBot) -> None:
    await join(bot)
    stands = await bot.session(MUM)
    await bot.happens(vk.pressed(MUM, {"p": "v999:yes"}), vk.pressed(MUM, {"p": ">desk/card?ticket=1"}))
    assert (await bot.session(MUM))[0] == stands[0]


# --- strangers --------------------------------------------------------------------------------------------------------


async def test_a_stranger_is_offered_help_once_and_then_left_alone(bot: VkBot) -> None:
    for words in ("Когда будет собрание?", "Ау", "Продам гараж", "Спасибо"):
        await bot.writes(MUM, words)
    await bot.happens(vk.sent(MUM, "photo"))
    assert [each.text[:27] for each in bot.fake.shown(MUM)] == ["Здравствуйте! Я «Проводник»"]


async def test_a_stranger_whose_first_word_is_a_photo_is_told_once(bot: VkBot) -> None:
    """The bot asked for words or a button: that a picture is not opened must be said. Then the bot is silent again."""
    await bot.writes(MUM, "Здравствуйте")
    for _ in range(3):
        await bot.happens(vk.sent(MUM, "photo"))
        await bot.writes(MUM, "Ау")
    greeting, told = (each.text for each in bot.fake.shown(MUM))
    assert (greeting[:27], told[:20]) == ("Здравствуйте! Я «Проводник»", "Снимок не открываю: ")
    await bot.presses(MUM, "Сначала посмотреть")
    assert len(bot.fake.shown(MUM)) == 3


async def test_words_that_may_be_about_us_are_asked_about_once(bot: VkBot) -> None:
    for words in ("Здравствуйте", "Спасибо, а в каком кабинете?", "Ау", "Продам гараж"):
        await bot.writes(MUM, words)
    assert len(bot.fake.shown(MUM)) == 2
    assert "Вы про это?" in bot.last(MUM).text


@pytest.mark.parametrize("words", ["Начать", "человек", "снилс не найден"])
async def test_a_stranger_who_asks_the_bot_is_answered(bot: VkBot, words: str) -> None:
    await bot.writes(MUM, "Когда будет собрание?")
    await bot.writes(MUM, words)
    assert len(bot.fake.shown(MUM)) == 2
    before = len(bot.fake.shown(MUM))
    await bot.writes(MUM, "ничего не понимаю")
    assert len(bot.fake.shown(MUM)) > before


async def test_whoever_came_by_a_link_is_no_stranger(bot: VkBot) -> None:
    await bot.happens(vk.started(MUM, "demo-3b"))
    await bot.writes(MUM, "Ау, тут есть кто?")
    assert len(bot.fake.shown(MUM)) == 2


async def test_a_teacher_is_no_stranger(bot: VkBot) -> None:
    await hire(bot)
    before = len(bot.fake.shown(ADMIN))
    await bot.writes(ADMIN, "Ау, тут есть кто?")
    assert len(bot.fake.shown(ADMIN)) > before
