"""The settings of the network: which certificates are trusted, and which requests go through a proxy."""

import os
import ssl
import sys
import urllib.request
from collections.abc import Mapping
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

import certifi

HOW = "адрес прокси пишут так: http://прокси.школы:3128 или http://имя:пароль@прокси.школы:3128"
SOCKS = "прокси SOCKS бот не умеет, нужен HTTP-прокси"
#: Lists of the system's certificates that a Python built elsewhere does not find: Debian, Fedora, Alpine, SUSE.
LISTS = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/cert.pem",
    "/etc/ssl/ca-bundle.pem",
)
NAMES = ("https", "all", "http")  #: the proxies of the environment, in the order they are looked for


class Network:
    """The certificates and the proxy of all clients.

    Trusted are the certificates of the operating system, where antivirus programs and schools put theirs, and those of
    `ca_file`. `proxy` goes before the proxy of the environment (HTTPS_PROXY, HTTP_PROXY, ALL_PROXY; on Windows and
    macOS also that of the system). NO_PROXY lists exceptions from either. Loopback addresses never use a proxy.
    """

    def __init__(self, proxy: str = "", ca_file: Path | None = None) -> None:
        """Store the settings. The environment is read at the first request to each host."""
        self._proxy, self._ca_file = proxy, ca_file
        self._of_host = lru_cache(maxsize=256)(self._found)
        self._contexts: dict[Path | None, ssl.SSLContext] = {}

    def proxy_for(self, url: str) -> str | None:
        """Return the proxy for a request to `url`, with its user and password; None if the request goes directly."""
        parted = urlsplit(url)
        return self._of_host(parted.scheme, parted.hostname or "")

    def tls(self, extra_root: Path | None = None) -> ssl.SSLContext:
        """Return the TLS context of clients. `extra_root`: a PEM file trusted besides, by this context alone."""
        if extra_root not in self._contexts:
            self._contexts[extra_root] = _context(self._ca_file, extra_root)
        return self._contexts[extra_root]

    def _found(self, scheme: str, host: str) -> str | None:
        if is_loopback(host) or urllib.request.proxy_bypass_environment(host):  # type: ignore[attr-defined]
            return None
        if self._proxy:
            return self._proxy
        around = urllib.request.getproxies()
        said = around.get(scheme) or around.get("all")
        return proxy_address(said) if said else None


def is_loopback(host: str) -> bool:
    """Return True if a host is this machine itself."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def proxy_address(said: str) -> str:
    """Return the URL of an HTTP proxy that is named as a URL or as `host:port`. Raises ValueError in Russian."""
    url = said if "://" in said else f"http://{said}"
    try:
        parted = urlsplit(url)
        complete = bool(parted.hostname) and parted.port != 0
    except ValueError:
        raise ValueError(HOW) from None
    if parted.scheme.startswith("socks"):
        raise ValueError(f"{SOCKS}; {HOW}")
    if not complete or parted.scheme != "http" or any(char.isspace() for char in url):
        raise ValueError(HOW)
    return url.rstrip("/")


def shown(proxy: str) -> str:
    """Return the address of a proxy without its user and password, for people and logs."""
    parted: SplitResult = urlsplit(proxy)
    host = f"[{parted.hostname}]" if ":" in str(parted.hostname) else str(parted.hostname)
    return f"{parted.scheme}://{host}{f':{parted.port}' if parted.port else ''}"


def wrong_in_environment(around: Mapping[str, str] | None = None) -> str:
    """Return what is wrong with the proxy of the environment, as a sentence; empty if nothing is."""
    around = urllib.request.getproxies() if around is None else around
    for name in NAMES:
        if said := around.get(name):
            try:
                proxy_address(said)
            except ValueError as error:
                return f"{name.upper()}_PROXY в окружении: {error}. Или назовите другой прокси в .env: PROXY"
            return ""
    return ""


def unreadable(ca_file: Path) -> str:
    """Return what is wrong with a file of certificates, as a sentence; empty if nothing is."""
    if not ca_file.is_file():
        return f"файла {ca_file} нет"
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).load_verify_locations(ca_file)
    except (OSError, ssl.SSLError):
        return f"в файле {ca_file} нет сертификата в виде PEM (он начинается с -----BEGIN CERTIFICATE-----)"
    return ""


def _context(*files: Path | None) -> ssl.SSLContext:
    context = _of_the_system()
    for file in filter(None, files):
        context.load_verify_locations(file)
    return context


def _of_the_system() -> ssl.SSLContext:
    if sys.platform in {"win32", "darwin"}:
        import truststore  # lets the system itself verify: it also knows the roots that Python does not list

        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    # elsewhere truststore reads the same file anew for each connection, which holds the event loop for 20 ms
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"] and not _any_in(ssl.get_default_verify_paths().capath):
        context.load_verify_locations(next(filter(os.path.isfile, LISTS), certifi.where()))
    return context


def _any_in(folder: str | None) -> bool:
    return bool(folder) and any(Path(str(folder)).glob("*.0"))


SYSTEM = Network()  #: the network as the operating system and the environment describe it
