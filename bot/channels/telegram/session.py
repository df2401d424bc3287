"""aiogram's HTTP session, built over the network of all clients."""

from aiogram.__meta__ import __version__
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession
from aiohttp.hdrs import USER_AGENT
from aiohttp.http import SERVER_SOFTWARE

from bot.channels.network.http import http_session
from bot.channels.network.network import Network


class TelegramSession(AiohttpSession):
    """aiogram's session with our certificates and proxy: aiogram's own trusts certifi and needs aiohttp-socks."""

    def __init__(self, network: Network, api: TelegramAPIServer) -> None:
        """Store the network. `api` is the server to call. Makes no network call."""
        super().__init__(api=api)
        self._network = network

    async def create_session(self) -> ClientSession:
        """Return the open session; open it first if needed."""
        if self._session is None or self._session.closed:
            agent = {USER_AGENT: f"{SERVER_SOFTWARE} aiogram/{__version__}"}
            self._session = http_session(self._network, headers=agent)
        return self._session
