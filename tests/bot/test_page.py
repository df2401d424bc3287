"""The demo in a real browser: a parent from the class code to the administrator's answer, on the page's own phones."""

import os
import re
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from aiohttp import web
from playwright.async_api import Browser, Locator, Page, async_playwright, expect

from bot.channels.page import Phones
from bot.demo import Demo
from bot.stage import Stage
from bot.wiring import Words
from storage.sqlite import opened

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START = datetime(2026, 11, 16, 7, 0, tzinfo=UTC)
PICTURES = Path(__file__).parents[2] / "docs" / "img"

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(
        CHROMIUM is None and not os.environ.get("PROVODNIK_NEEDS_CHROMIUM"), reason="нет Chromium: apt install chromium"
    ),
]


@pytest.fixture
async def address(shipped: Words, tmp_path: Path) -> AsyncIterator[str]:
    """Serve the page on a free port."""
    store = await opened(f"sqlite:///{tmp_path / 'demo.db'}")
    stage = await Stage.over(shipped, store, START, phones=Phones())
    runner = web.AppRunner(Demo(stage).app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
    await store.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Start Debian's Chromium."""
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield started
        await started.close()


class Hand:
    """A hand on one phone of the page."""

    def __init__(self, page: Page, peer: str) -> None:
        """Take a phone."""
        self._phone = page.locator(f'[data-peer="{peer}"]')

    @property
    def last(self) -> Locator:
        """Give the newest message."""
        return self._phone.locator("li.theirs").last

    async def type(self, text: str) -> None:
        """Type and send."""
        await self._phone.get_by_role("textbox").fill(text)
        await self._phone.get_by_role("textbox").press("Enter")

    async def press(self, label: str) -> None:
        """Press the newest button with these words."""
        named = re.compile(rf"^{re.escape(label)}")
        await self._phone.locator(".row").get_by_role("button", name=named).last.click()

    async def reads(self, words: str) -> None:
        """Wait until the newest message says this."""
        await expect(self.last).to_contain_text(words)


async def test_a_parent_walks_from_the_code_to_the_administrators_answer(
    address: str, browser: Browser, request: pytest.FixtureRequest
) -> None:
    """«Данные введены вручную», five working days, the follow-up, no «Создать», the ticket, the answer."""
    page = await browser.new_page(viewport={"width": 1440, "height": 900})
    faults: list[str] = []
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: faults.append(request.url) if not request.url.startswith(address) else None)
    await page.goto(address)
    parent, admin = Hand(page, "parent-1"), Hand(page, "admin")
    await _come_in(parent)
    await _report_manual(parent)
    await page.get_by_role("button", name="+5 рабочих дней").click()
    await parent.reads("5 рабочих дней")
    await _verified_without_a_button(parent)
    await _ask(parent)
    await _answer(admin)
    await parent.reads("Обновите страницу через час, ёлки зелёные")
    if request.config.getoption("--update"):
        await page.screenshot(path=PICTURES / "demo.png")
    assert faults == []


async def _come_in(parent: Hand) -> None:
    await parent.type("/start demo-3b")
    await parent.press("Начать")
    await parent.press("Даю согласие")
    await parent.reads("3Б")


async def _report_manual(parent: Hand) -> None:
    await parent.type("у снилса данные введены вручную")
    await parent.reads("Данные введены вручную")
    await parent.press("Да, отметьте")
    await parent.press("Уже отправлено")
    await parent.type("сегодня")
    await parent.reads("Сам спрошу")


async def _verified_without_a_button(parent: Hand) -> None:
    await parent.press("Проверено")
    await parent.type("проверено, а кнопки создать нет")
    await parent.reads("Создать")


async def _ask(parent: Hand) -> None:
    await parent.type("нужен живой человек")
    await parent.reads("школе")
    await parent.type("Кнопки «Создать» всё ещё нет")
    await parent.reads("Кнопки «Создать» всё ещё нет")
    await parent.press("Отправить")
    await parent.reads("отправлен")


async def _answer(admin: Hand) -> None:
    await admin.reads("Кнопки «Создать» всё ещё нет")
    await admin.press("Открыть вопрос")
    await admin.press("Взять вопрос")
    await admin.type("Обновите страницу через час, ёлки зелёные")
    await admin.press("Отправить")
    await admin.reads("отправлен")
