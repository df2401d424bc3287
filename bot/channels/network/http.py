"""The aiohttp clients: every `aiohttp.ClientSession` of the program is built here."""

from collections.abc import Mapping
from pathlib import Path

import aiohttp
from aiohttp import ClientHandlerType, ClientMiddlewareType, ClientRequest, ClientResponse
from multidict import istr
from yarl import URL

from bot.channels.network.network import Network

DNS_TTL = 60  #: seconds to use an address that a name was resolved to


def http_session(
    network: Network,
    *,
    timeout: aiohttp.ClientTimeout | None = None,
    headers: Mapping[istr, str] | None = None,
    extra_root: Path | None = None,
) -> aiohttp.ClientSession:
    """Return a session that trusts the certificates of `network` and uses its proxy. The caller closes it.

    `extra_root`: a PEM file trusted by this session alone.
    """
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(ssl=network.tls(extra_root), ttl_dns_cache=DNS_TTL),
        timeout=timeout or aiohttp.ClientTimeout(total=60, sock_connect=5),
        headers=headers,
        middlewares=(_through_proxy(network),),
    )


def _through_proxy(network: Network) -> ClientMiddlewareType:
    # a middleware and not the session's own `proxy`: redirects and loopback addresses are decided one by one
    async def through(request: ClientRequest, go: ClientHandlerType) -> ClientResponse:
        if proxy := network.proxy_for(str(request.url)):
            request.update_proxy(URL(proxy), None, None)
        return await go(request)

    return through
