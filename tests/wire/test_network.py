"""Certificates and proxies: real clients over loopback networks such as those of schools and antivirus programs."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence

import aiohttp
import pytest
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramNetworkError

from bot.channels.findings import Finding
from bot.channels.network.blocking import BlockingSession
from bot.channels.network.http import http_session
from bot.channels.network.network import Network
from bot.channels.network.trouble import Trouble, never_left, trouble_of
from bot.channels.port import Later
from bot.channels.telegram.errors import result_of
from bot.channels.telegram.examination import examined as telegram_examined
from bot.channels.telegram.session import TelegramSession
from bot.channels.vk.client.api import Api
from bot.channels.vk.errors import CallFailed
from bot.channels.vk.errors import result_of as vk_result_of
from bot.channels.vk.files import downloaded
from bot.channels.vk.settings.examination import examined as vk_examined
from bot.channels.vk.settings.reception import CallbackSettings
from tests.support.networks.loopback import ANSWER, PLATFORM, ROOT_FILE, Proxy, answers, listening, presents, reply
from tests.support.wire import fake_vk
from tests.support.wire.fake_telegram import TOKEN

TRUSTING = Network(ca_file=ROOT_FILE)
Get = Callable[[Network, str], Awaitable[bytes]]


async def by_aiohttp(network: Network, url: str) -> bytes:
    async with http_session(network) as http, http.get(url) as answer:
        return await answer.read()


async def by_requests(network: Network, url: str) -> bytes:
    def got() -> bytes:
        with BlockingSession(network) as session:
            return session.get(url, timeout=5).content

    return await asyncio.to_thread(got)


async def by_aiogram(network: Network, url: str) -> bytes:
    session = TelegramSession(network, TelegramAPIServer.from_base(url))
    try:
        return b"".join([chunk async for chunk in session.stream_content(url)])
    finally:
        if session._session:
            await session._session.close()


async def by_download(network: Network, url: str) -> bytes:
    return await downloaded(url, network)


CLIENTS = pytest.mark.parametrize("get", [by_aiohttp, by_requests, by_aiogram, by_download])


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget the proxies of this machine."""
    for name in ("http", "https", "all", "no"):
        monkeypatch.delenv(f"{name}_proxy", raising=False)
        monkeypatch.delenv(f"{name}_proxy".upper(), raising=False)


@pytest.fixture
async def server() -> AsyncIterator[int]:
    """Serve over TLS with a certificate that only the root of the tests vouches for."""
    async with listening(answers, presents("server")) as port:
        yield port


@CLIENTS
async def test_a_root_of_the_school_is_trusted_when_it_is_named(get: Get, server: int) -> None:
    assert await get(TRUSTING, f"https://localhost:{server}/") == ANSWER
    assert await trouble(get, Network(), f"https://localhost:{server}/") is Trouble.unknown_root


async def test_an_extra_root_is_trusted_by_its_own_session_alone(server: int) -> None:
    network = Network()
    async with http_session(network, extra_root=ROOT_FILE) as http, http.get(f"https://localhost:{server}/") as answer:
        assert answer.status == 200
    assert await trouble(by_aiohttp, network, f"https://localhost:{server}/") is Trouble.unknown_root


@CLIENTS
@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_the_proxy_is_used_but_never_for_this_machine(get: Get, server: int, scheme: str) -> None:
    """The platform's name exists behind the proxy only, so an answer shows that the proxy was used."""
    proxy = Proxy(server)
    async with listening(proxy.serve) as port:
        network = Network(f"http://school:s%40cret@127.0.0.1:{port}", ROOT_FILE)
        assert await get(network, f"{scheme}://{PLATFORM}/") == ANSWER
        (asked,) = proxy.asked
        assert asked[0].startswith(f"CONNECT {PLATFORM}:443" if scheme == "https" else f"GET http://{PLATFORM}/")
        assert any(line.endswith(" Basic c2Nob29sOnNAY3JldA==") for line in asked)
        assert await get(network, f"https://127.0.0.1:{server}/") == ANSWER
        assert len(proxy.asked) == 1


@CLIENTS
async def test_the_environment_names_the_proxy_when_the_settings_do_not(
    get: Get, server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    proxy = Proxy(server)
    async with listening(proxy.serve) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        assert await get(Network(ca_file=ROOT_FILE), f"https://{PLATFORM}/") == ANSWER
        monkeypatch.setenv("NO_PROXY", ".test")
        assert await trouble(get, Network(ca_file=ROOT_FILE), f"https://{PLATFORM}/") in NOT_FOUND
        assert len(proxy.asked) == 1


NOT_FOUND = {Trouble.no_name, Trouble.no_network}


async def trouble(get: Get, network: Network, url: str) -> Trouble | None:
    with pytest.raises(Exception) as failed:  # noqa: PT011 each client has errors of its own
        await get(network, url)
    return trouble_of(failed.value)


async def hangs_up(reader: object, writer: asyncio.StreamWriter) -> None:
    del reader
    writer.close()


async def talks_plainly(reader: object, writer: asyncio.StreamWriter) -> None:
    del reader
    await reply(writer, 200, b"<html>Wi-Fi</html>", "text/html")


@pytest.mark.parametrize("get", [by_aiohttp, by_requests])
async def test_each_trouble_on_the_way_is_told_from_the_others(get: Get) -> None:
    for certificate, kind in (("expired", Trouble.out_of_date), ("other", Trouble.other_host)):
        async with listening(answers, presents(certificate)) as port:
            assert await trouble(get, TRUSTING, f"https://localhost:{port}/") is kind
    async with listening(talks_plainly) as port:
        assert await trouble(get, TRUSTING, f"https://localhost:{port}/") is Trouble.no_tls
    async with listening(hangs_up) as port:
        assert await trouble(get, TRUSTING, f"http://localhost:{port}/") is Trouble.dropped
    assert await trouble(get, TRUSTING, f"http://127.0.0.1:{port}/") is Trouble.refused
    assert await trouble(get, Network(f"http://127.0.0.1:{port}"), f"https://{PLATFORM}/") is Trouble.proxy_unreachable
    assert await trouble(get, TRUSTING, f"https://{PLATFORM}/") in NOT_FOUND
    for status, kind in ((407, Trouble.proxy_password), (403, Trouble.proxy_refused), (503, Trouble.refused)):
        async with listening(Proxy(status=status).serve) as port:
            assert await trouble(get, Network(f"http://127.0.0.1:{port}"), f"https://{PLATFORM}/") is kind


async def slow(reader: object, writer: object) -> None:
    del reader, writer
    await asyncio.sleep(60)


async def test_an_answer_that_does_not_come_is_slow_and_may_have_left() -> None:
    async with listening(slow) as port:
        async with http_session(Network(), timeout=aiohttp.ClientTimeout(total=0.01)) as http:
            with pytest.raises(TimeoutError) as waited:
                await http.get(f"http://127.0.0.1:{port}/")
        assert (trouble_of(waited.value), never_left(waited.value)) == (Trouble.slow, False)


async def test_what_met_a_bad_certificate_or_proxy_never_left(server: int) -> None:
    """A message must then wait for the network to be mended, and not end as possibly delivered."""
    async with listening(Proxy(status=407).serve) as proxy:
        through = Network(f"http://127.0.0.1:{proxy}")
        for network, url in ((Network(), f"https://localhost:{server}"), (through, f"https://{PLATFORM}")):
            with pytest.raises(CallFailed) as failed:
                await called(network, url)
            assert isinstance(vk_result_of(failed.value), Later)
            with pytest.raises(TelegramNetworkError) as refused:
                await asked(network, url)
            assert isinstance(result_of(refused.value), Later)


async def called(network: Network, url: str) -> None:
    api = Api(fake_vk.TOKEN, url, network=network)
    try:
        await api.call("utils.getServerTime", {})
    finally:
        api.close()


async def asked(network: Network, url: str) -> None:
    session = TelegramSession(network, TelegramAPIServer.from_base(url))
    try:
        await Bot(TOKEN, session=session).get_me()
    finally:
        if session._session:
            await session._session.close()


async def by_vk(network: Network, url: str) -> list[Finding]:
    return await vk_examined("vk", fake_vk.TOKEN, 1, url, CallbackSettings(), time.time, network)


async def by_telegram(network: Network, url: str) -> list[Finding]:
    return await telegram_examined("telegram", TOKEN, url, "", time.time, network)


Examine = Callable[[Network, str], Awaitable[Sequence[Finding]]]


@pytest.mark.parametrize("examine", [by_vk, by_telegram])
async def test_the_doctor_names_the_trouble_and_what_to_do(examine: Examine, server: int) -> None:
    def said(found: Sequence[Finding]) -> tuple[str, bool]:
        (only,) = found
        assert fake_vk.TOKEN not in only.said
        assert TOKEN not in only.said
        assert "s@cret" not in only.said
        return str(only), only.passes

    sentence, passes = said(await examine(Network(), f"https://localhost:{server}"))
    assert ("CA_FILE=корень.pem" in sentence, passes) == (True, False), sentence
    async with listening(Proxy(status=407).serve) as port:
        network = Network(f"http://127.0.0.1:{port}")
        sentence, passes = said(await examine(network, f"https://{PLATFORM}"))
    assert (f"прокси http://127.0.0.1:{port} просит имя и пароль" in sentence, passes) == (True, False), sentence
    sentence, passes = said(await examine(network, f"https://{PLATFORM}"))
    assert (f"прокси http://127.0.0.1:{port} не отвечает" in sentence, passes) == (True, True), sentence
    sentence, passes = said(await examine(Network(), f"http://localhost:{port}"))
    assert ("не принимает соединение" in sentence, passes) == (True, True), sentence
    async with listening(talks_plainly) as port:
        sentence, passes = said(await examine(Network(), f"http://localhost:{port}"))
    assert ("чужая страница" in sentence, passes) == (True, True), sentence
    async with listening(answers, presents("expired")) as port:
        sentence, passes = said(await examine(TRUSTING, f"https://localhost:{port}"))
    assert ("посмотрите на часы" in sentence, passes) == (True, True), sentence
