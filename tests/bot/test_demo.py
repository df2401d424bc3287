"""The demo's server: open to this machine's own page only, and never in pieces whatever it is sent."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from bot.channels.page import Phones
from bot.demo import Demo
from bot.stage import Stage
from bot.wiring import Words
from storage.sqlite import opened
from tests.world import MONDAY

NO_REQUESTS = [b"{", b"", b"[]", b"1", b"null", b'"x"', b"\xff\xfe", b"[" * 60_000, b"9" * 6000, b"{}"]
NO_SPANS = ["9999999999999 дней", "3000000 дней", "0 рабочих дней", "-1 день", "5 вёсен", "день", 7]


@pytest.fixture
async def http(shipped: Words, tmp_path: Path) -> AsyncIterator[ClientSession]:
    """Serve the page on a free port, and give a client of it."""
    store = await opened(f"sqlite:///{tmp_path / 'demo.db'}")
    stage = await Stage.over(shipped, store, MONDAY, phones=Phones())
    runner = web.AppRunner(Demo(stage).app(), access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as session:
        yield session
    await runner.cleanup()
    await store.close()


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1:evil.com"},
        {"Host": "localhost:80@evil"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ],
)
async def test_a_page_elsewhere_cannot_reach_the_demo(http: ClientSession, headers: dict[str, str]) -> None:
    """A name that resolves here, or a post from another site, is refused, under the same policy."""
    async with http.post("/say", json={"peer": "parent-1", "text": "Ёж"}, headers=headers) as refused:
        assert refused.status == 403
        assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
    async with http.get("/state") as state:
        assert (await state.json())["phones"]["parent-1"] == []


@pytest.mark.parametrize("path", ["/say", "/press", "/clock"])
@pytest.mark.parametrize(
    "body", [b"{", b"", b"[]", b"1", b"null", b'"x"', b"\xff\xfe", b"[" * 60_000, b"9" * 6000, b"{}"]
)
async def test_what_is_no_request_is_refused_in_words(http: ClientSession, path: str, body: bytes) -> None:
    """Four hundred, never five hundred."""
    async with http.post(path, data=body) as refused:
        assert refused.status == 400
        assert await refused.text()


@pytest.mark.parametrize(
    "by", ["9999999999999 дней", "3000000 дней", "0 рабочих дней", "-1 день", "5 вёсен", "день", 7]
)
async def test_the_clock_is_not_moved_to_another_age(http: ClientSession, by: object) -> None:
    """A span nobody plays is refused, and the clock stands."""
    async with http.get("/state") as state:
        before = (await state.json())["now"]
    async with http.post("/clock", json={"by": by}) as refused:
        assert refused.status == 400
    async with http.get("/state") as state:
        assert (await state.json())["now"] == before


async def test_half_a_character_does_not_break_the_page(http: ClientSession) -> None:
    """A lone surrogate in JSON is a character nobody can send on."""
    body = b'{"peer": "parent-1", "text": "a\\ud800b <b>\xd0\x81\xd0\xb6</b>"}'
    async with http.post("/say", data=body) as said:
        assert said.status == 200
    async with http.get("/state") as state:
        assert (await state.json())["phones"]["parent-1"][0]["text"] == "a?b <b>Ёж</b>"
