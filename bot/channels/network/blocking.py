"""The requests clients: every `requests.Session` of the program is built here. vk_api makes its calls through one."""

from pathlib import Path
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from bot.channels.network.network import Network


class BlockingSession(requests.Session):
    """A session that trusts the certificates of a `Network` and uses its proxy."""

    def __init__(self, network: Network, extra_root: Path | None = None) -> None:
        """Store the network. `extra_root`: a PEM file trusted by this session alone."""
        super().__init__()
        # requests would read .netrc and its own variables besides the proxy: `network` reads the environment
        self.trust_env = False
        self._network = network
        self.mount("https://", _TlsAdapter(network, extra_root))

    def request(self, method: Any, url: Any, *args: Any, **kw: Any) -> requests.Response:
        """Send a request, through the proxy if the network has one for `url`."""
        proxy = self._network.proxy_for(str(url))
        kw.setdefault("proxies", {"http": proxy, "https": proxy} if proxy else {})
        return super().request(method, url, *args, **kw)


class _TlsAdapter(HTTPAdapter):
    def __init__(self, network: Network, extra_root: Path | None) -> None:
        self._network, self._extra_root = network, extra_root
        super().__init__()

    def init_poolmanager(self, *args: Any, **kw: Any) -> None:
        super().init_poolmanager(*args, **kw, ssl_context=self._network.tls(self._extra_root))

    def proxy_manager_for(self, proxy: Any, **kw: Any) -> Any:
        return super().proxy_manager_for(proxy, **kw, ssl_context=self._network.tls(self._extra_root))

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Leave the context as it is: requests itself would add the certificates of certifi to it."""
