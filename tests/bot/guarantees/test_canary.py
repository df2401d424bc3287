"""Personal data typed by mistake leaves no trace in the file, its write-ahead log, the log, a ticket or a phone."""

import logging
from pathlib import Path

import pytest

from bot.app.wiring import Content
from bot.messages.markup import plain
from bot.simulator.sample import ADMIN, PARENT
from bot.simulator.simulator import Simulator
from flows.values.events import Said
from tests.support.bot.chats import chat_state, join, press
from tests.support.world import world

#: Typed texts, and the parts of them that must not occur anywhere afterwards.
CANARIES: list[tuple[list[str], list[str]]] = [
    (["СНИЛС 112-233-445 95"], ["112-233", "112233", "445 95"]),
    (["мой снилс 15476290013 не находит"], ["15476290013", "154762"]),
    (["паспорт 8705 654321 выдан"], ["8705 ", "654321"]),
    (["свидетельство I-ЕА № 734512"], ["734512", "I-ЕА"]),
    (["вот телефон +7 (912) 345-67-89 звоните"], ["345-67", "(912)", "67-89"]),
    (["почта elochka.petrova@mail.ru занята"], ["elochka", "mail.ru"]),
    (["карта 2202 2061 4444 9876"], ["2202 2061", "4444 9876", "4444"]),
    (["код из смс 482916"], ["482916"]),
    (["дочь родилась 14.05.2016"], ["14.05", "2016 ", ".2016"]),
    (["родился 3 марта 2015 года"], ["марта 2015", "3 марта", "2015 г"]),
    (["живём ул. Гаражная, д. 17, кв. 42"], ["Гаражная", "17, кв"]),
    (["это Задунайская Ефросинья Аристарховна"], ["Задунайск", "Ефросинь", "Аристарх"]),
    (["пароль: Qwerty789!"], ["Qwerty789"]),
    (["kotik-2015"], ["kotik-2015", '2015"']),
    (["i-ea-734512"], ["734512"]),
    (["мой снилс 112-23", "3-445 95"], ["3-445", "445 95"]),
    (["паспорт 87 05", "654321"], ["654321"]),
]
TAUGHT = "Научить бота"
PUT = [
    ("в вопросе школе", "нужен живой человек"),
    ("на карте", "/menu"),
    ("в разговоре о почте", "почта занята"),
    ("в коде класса", None),
    ("на шаге с почтой и паролем", "как задать пароль ребёнку"),
    ("в вопросе, который показывают школе", TAUGHT),
]


def on_disk(folder: Path) -> str:
    """Return all content of the database, its log and shared memory."""
    return "".join(path.read_bytes().decode("utf-8", "replace") for path in folder.glob("world.db*"))


@pytest.mark.parametrize(("where", "opening"), PUT, ids=[name for name, _ in PUT])
@pytest.mark.parametrize(("typed", "pieces"), CANARIES, ids=[" + ".join(typed) for typed, _ in CANARIES])
async def test_it_leaves_no_trace(
    where: str,
    opening: str | None,
    typed: list[str],
    pieces: list[str],
    shipped: Content,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Type the text, edit it, send it to the school, and search everywhere."""
    caplog.set_level(logging.DEBUG)
    del where
    async with world(shipped, tmp_path) as on:
        await join(on, PARENT)
        await on.say(PARENT, "/menu" if opening in {None, TAUGHT} else opening)
        if opening == TAUGHT:
            await on.say(PARENT, "моя школа сферум ёжиковая")  # two services: no example applies
            await press(on, PARENT, "Ничего из этого")
            await press(on, PARENT, TAUGHT)
        for label in () if opening else ("Ещё…", "Ещё один ребёнок", "Ввести код класса"):
            await press(on, PARENT, label)
        for text in typed:
            await on.say(PARENT, text)
            await on.happen(PARENT, Said(text, edited=True))
        await _send_on(on)
        seen = on_disk(tmp_path)
        phones = " ".join(plain(b.text) for who in (PARENT, ADMIN) for b in on.phones.bubbles(who.peer) if not b.mine)
        _, known = await chat_state(on, ADMIN)
    for piece in pieces:
        assert piece not in seen + on_disk(tmp_path), f"«{piece}» в базе"
        assert piece not in caplog.text, f"«{piece}» в журнале"
        assert piece not in phones, f"«{piece}» на экране"
        assert all(piece not in ticket.summary for ticket in known.tickets)


async def _send_on(on: Simulator) -> None:
    # a draft of a ticket or of a submitted example sends the text to the school, which would store it
    for label in ("О другом", "Отправить школе"):
        if on.button(PARENT, label):
            await press(on, PARENT, label)
    if on.button(PARENT, "Отправить"):
        await press(on, PARENT, "Отправить")
        bubble = on.phones.bubbles(ADMIN.peer)[-1]
        await on.press(ADMIN, bubble.rows[0][0][1])


async def test_submitted_examples_are_stored_and_unrecognised_messages_are_not(
    shipped: Content, tmp_path: Path
) -> None:
    """A submitted example is stored; of an unrecognised message only words of the book are stored, never the text."""
    async with world(shipped, tmp_path) as on:
        await join(on, PARENT)
        await on.say(PARENT, "/menu")
        await on.say(PARENT, "моя школа сферум Задунайская ёжиковая")
        await press(on, PARENT, "Ничего из этого")
        async with on.program.store.work() as work:
            admin = await work.chats.person(ADMIN.chat)
            (missed,) = await work.unrecognised.top(admin, on.clock.now())
        assert "сферум" in missed.signature
        assert "…" in missed.signature
        seen = on_disk(tmp_path)
        assert not any(piece in seen.casefold() for piece in ("ёжиков", "ежиков", "задунайск"))
        await press(on, PARENT, TAUGHT)
        await on.say(PARENT, "где у вас ёжиковая галочка")
        await _send_on(on)
        assert "где у вас ёжиковая галочка" in on_disk(tmp_path)


async def test_ordinary_words_reach_the_ticket(shipped: Content, tmp_path: Path) -> None:
    """A control for the test above: ordinary words are stored, so it would find stored words."""
    async with world(shipped, tmp_path) as on:
        await join(on, PARENT)
        await on.say(PARENT, "нужен живой человек")
        await on.say(PARENT, "Ёжиковая кнопка пропала 5 дней назад")
        await _send_on(on)
        assert "Ёжиковая кнопка пропала 5 дней назад" in on_disk(tmp_path)
        assert "Ёжиковая кнопка" in plain(on.phones.bubbles(ADMIN.peer)[-1].text)
