"""Telegram's webhook: only requests with the secret are accepted, 200 follows the commit, failed updates come again."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from aiohttp import ClientSession

from bot.app.webserver import listening, webhooks
from bot.channels.port import Received
from bot.channels.telegram.channel import Manner
from bot.channels.telegram.channel import Telegram as Channel
from bot.channels.telegram.webhook import SECRET, TelegramWebhook
from storage.port.store import Store
from tests.support.wire.fake_telegram import TOKEN, AnsweredWith, Telegram
from tests.support.wire.telegram_updates import message

KNOWN = {SECRET: "a-secret-of-16-signs"}
UPDATE = {"update_id": 7, "message": message(text="Ёж")}


@asynccontextmanager
async def served(store: Store, take: Callable[[Received], Awaitable[None]]) -> AsyncIterator[tuple[ClientSession, str]]:
    """Serve the webhook of one bot under a public path."""
    channel = Channel(
        "telegram", TOKEN, store, manner=Manner(webhook="https://bot.school.ru/there", secret=KNOWN[SECRET])
    )
    runner = await listening(webhooks([TelegramWebhook(channel, take)]), "127.0.0.1", 0)
    async with ClientSession() as client:
        yield client, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()
    await channel.close()


async def test_200_is_said_after_the_commit(store: Store) -> None:
    """The answer does not come before it."""
    committed, asked = asyncio.Event(), asyncio.Event()

    async def take(received: Received) -> None:
        assert [each.key for each in received.incoming] == ["telegram:7"]
        asked.set()
        await committed.wait()

    async with served(store, take) as (client, url):
        post = asyncio.create_task(client.post(f"{url}/there/telegram", json=UPDATE, headers=KNOWN))
        await asked.wait()
        assert not post.done()
        committed.set()
        async with await post as response:
            assert response.status == 200


async def never(_: Received) -> None:
    """Fail if called: a refused request must not get this far."""
    raise AssertionError


async def called(
    store: Store,
    take: Callable[[Received], Awaitable[None]],
    headers: dict[str, str] = KNOWN,
    body: bytes = json.dumps(UPDATE).encode(),
) -> int:
    """Send one request; return the status."""
    async with (
        served(store, take) as (client, url),
        client.post(f"{url}/telegram", data=body, headers=headers) as response,
    ):
        return response.status


@pytest.mark.parametrize("headers", [{}, {SECRET: ""}, {SECRET: "another-secret-of-16"}, {SECRET: "секрет-из-16-букв"}])
async def test_who_does_not_know_the_secret_is_not_taken(
    store: Store, headers: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    """The address may become known to anybody. A stranger's request costs no line of log, whatever its body is."""
    assert await called(store, never, headers) == 403
    assert await called(store, never, headers, b"[" * 100_000) == 403
    assert not caplog.records


DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"update_id": 1, "message": 3}', DEEP, b'{"update_id":1,"x":%s' % DEEP]
)
async def test_what_cannot_be_read_is_not_asked_for_again(store: Store, body: bytes) -> None:
    """Telegram would repeat it for a day and hold up its person's updates. It is laid aside with a reason."""
    came: list[Received] = []

    async def take(received: Received) -> None:
        came.append(received)

    assert await called(store, take, body=body) == 200
    ((aside,),) = [each.aside for each in came]
    assert aside.why
    assert not came[0].incoming


async def test_what_was_not_kept_comes_again(store: Store) -> None:
    """For a full disk or a locked file, any answer but 200."""

    async def take(_: Received) -> None:
        raise OSError

    assert await called(store, take) == 500


NOW = datetime.now(UTC).timestamp()
URL = "https://bot.school.ru/telegram"
HOOK = {"url": URL, "has_custom_certificate": False, "pending_update_count": 3}


@pytest.mark.parametrize(
    ("found", "faults"),
    [
        ({}, 0),
        ({"last_error_date": int(NOW), "last_error_message": "Connection refused"}, 1),
        ({"last_error_date": int(NOW), "last_error_message": "Connection refused", "pending_update_count": 0}, 0),
        ({"last_error_date": int(NOW - 3600), "last_error_message": "Connection refused"}, 0),
    ],
)
async def test_a_webhook_that_telegram_does_not_reach_is_told(
    telegram: Telegram, store: Store, found: dict[str, object], faults: int
) -> None:
    """Nothing arrives, and nothing fails here. An old error, or one after which everything arrived, is none."""
    channel = Channel("telegram", TOKEN, store, url=telegram.url, manner=Manner(webhook=URL, secret=KNOWN[SECRET]))
    telegram.failing("getWebhookInfo", AnsweredWith({**HOOK, **found}))
    said = await channel.faults()
    await channel.close()
    assert len(said) == faults
    assert all("Connection refused" in each for each in said)


async def test_a_polled_bot_has_no_such_fault(telegram: Telegram, store: Store) -> None:
    """It is not even asked for."""
    channel = Channel("telegram", TOKEN, store, url=telegram.url)
    assert await channel.faults() == []
    await channel.close()
    assert telegram.judge.verdict() == []
