"""Whoever calls the webhooks without sending anything whole takes nothing from the platform and the health page."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from aiohttp import ClientSession, ServerDisconnectedError, web

from bot.app.http_limits import HttpLimits
from bot.app.webserver import Listening, listening, status_page, webhooks

MOST = 100
BODY = b'{"type": "message_new"}'
HEADERS = b"POST /vk HTTP/1.1\r\nHost: bot\r\nContent-Length: %d\r\n\r\n" % len(BODY)
SOON = 0.01  #: seconds


class Called:
    """A webhook that reads the body of each request."""

    path = "/vk"

    def __init__(self, then: Callable[[], Awaitable[None]] | None = None) -> None:
        """Call `then` before the answer."""
        self.bodies: list[bytes] = []
        self._then = then

    async def handle(self, request: web.Request) -> web.Response:
        """Answer 200."""
        self.bodies.append(await request.read())
        if self._then:
            await self._then()
        return web.Response()


@asynccontextmanager
async def served(webhook: Called, limits: HttpLimits) -> AsyncIterator[int]:
    """Serve a webhook; give the port."""
    server = await listening(webhooks([webhook], limits), "127.0.0.1", 0)
    try:
        yield port_of(server)
    finally:
        await server.cleanup()


def port_of(server: Listening) -> int:
    """Return the port that a server listens on."""
    return int(server.addresses[0][1])


async def post(port: int) -> int:
    """Send one whole request; return the status."""
    url = f"http://127.0.0.1:{port}/vk"
    async with ClientSession() as client, client.post(url, data=BODY) as response:
        return response.status


async def opened(stack: AsyncExitStack, port: int, said: bytes) -> asyncio.StreamReader:
    """Open a connection that says this much and no more."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    stack.callback(writer.close)
    writer.write(said)
    await writer.drain()
    return reader


@pytest.mark.parametrize("half", [b"", b"POST /vk HTTP/1.1\r\nHos", HEADERS, HEADERS + BODY[:5]])
async def test_a_platform_is_answered_while_hundreds_finish_nothing(half: bytes) -> None:
    """The oldest unfinished connections are closed; there are never more than the limit."""
    webhook = Called()
    async with served(webhook, HttpLimits(MOST)) as port, AsyncExitStack() as stack:
        readers = [await opened(stack, port, half) for _ in range(3 * MOST)]
        assert await post(port) == 200
        assert [body for body in webhook.bodies if body] == [BODY]
        closed = [reader for reader in readers if reader.at_eof() or reader.exception()]
        assert len(closed) >= 2 * MOST
        assert not readers[-1].at_eof()


async def test_health_is_answered_while_every_webhook_waits(caplog: pytest.LogCaptureFixture) -> None:
    """It has a port and connections of its own. A webhook for which there is no room is refused, and comes again."""
    committed, waiting = asyncio.Event(), asyncio.Semaphore(0)

    async def commit() -> None:
        waiting.release()
        await committed.wait()

    async def status() -> dict[str, object]:
        return {"ok": True}

    health = await listening(status_page(status), "127.0.0.1", 0)
    async with served(Called(commit), HttpLimits(2)) as port, ClientSession() as client:
        posts = [asyncio.create_task(post(port)) for _ in range(2)]
        for _ in posts:
            await waiting.acquire()
        with pytest.raises(ServerDisconnectedError):
            await post(port)
        async with client.get(f"http://127.0.0.1:{port_of(health)}/health") as response:
            assert response.status == 200
        committed.set()
        assert await asyncio.gather(*posts) == [200, 200]
        assert await post(port) == 200
    await health.cleanup()
    assert "refused" in caplog.text


@pytest.mark.parametrize("half", [b"", b"POST /vk HTTP/1.1\r\nHos"])
async def test_headers_that_never_end_are_cut(half: bytes) -> None:
    """Also if the limit of connections is not reached."""
    async with served(Called(), HttpLimits(headers=SOON)) as port, AsyncExitStack() as stack:
        reader = await opened(stack, port, half)
        with pytest.raises((ConnectionError, asyncio.IncompleteReadError)):
            await reader.readexactly(1)


async def test_a_body_that_never_ends_is_cut() -> None:
    """The webhook stops reading; the caller is answered 408."""
    webhook = Called()
    async with served(webhook, HttpLimits(body=SOON)) as port, AsyncExitStack() as stack:
        reader = await opened(stack, port, HEADERS + BODY[:5])
        assert (await reader.readline()).startswith(b"HTTP/1.1 408")
    assert webhook.bodies == []


async def test_a_slow_commit_is_not_cut() -> None:
    """Only the caller's part of a request has a time."""

    async def commit() -> None:
        await asyncio.sleep(2 * SOON)

    async with served(Called(commit), HttpLimits(headers=SOON, body=SOON)) as port:
        assert await post(port) == 200


FOREIGN = [
    b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"POST /vk HTTP/9\r\n\r\n", b"POST /vk HTTP/1.1\r\nA B: c\r\n\r\n",
    b"POST /vk HTTP/1.1\r\nContent-Length: x\r\n\r\n", b"GET /vk HTTP/1.1\r\nX: " + b"x" * 70_000 + b"\r\n\r\n",
]  # fmt: skip


@pytest.mark.parametrize("said", FOREIGN)
async def test_what_is_not_http_is_one_line_without_a_traceback(said: bytes, caplog: pytest.LogCaptureFixture) -> None:
    """Scanners of ports send such bytes all day."""
    with caplog.at_level(logging.INFO):
        async with served(Called(), HttpLimits()) as port, AsyncExitStack() as stack:
            reader = await opened(stack, port, said)
            assert (await reader.readline()).startswith(b"HTTP/1.")
    assert len(caplog.messages) <= 1
    assert not any(record.exc_info for record in caplog.records)


@pytest.mark.parametrize(("method", "path"), [("HEAD", "/vk"), ("PUT", "/vk"), ("POST", "/other"), ("GET", "/")])
async def test_what_is_not_a_webhook_costs_no_line(method: str, path: str, caplog: pytest.LogCaptureFixture) -> None:
    """It is answered 404 or 405."""
    with caplog.at_level(logging.INFO):
        async with (
            served(Called(), HttpLimits()) as port,
            ClientSession() as client,
            client.request(method, f"http://127.0.0.1:{port}{path}") as response,
        ):
            assert response.status in {404, 405}
    assert caplog.messages == []


async def test_a_webhook_that_breaks_is_one_line_and_comes_again(caplog: pytest.LogCaptureFixture) -> None:
    """The text of an error may hold a token."""

    async def commit() -> None:
        raise OSError("https://api.telegram.org/bot1:token")

    async with served(Called(commit), HttpLimits()) as port:
        assert await post(port) == 500
    (record,) = caplog.records
    assert record.exc_info is None
    assert "token" not in caplog.text
