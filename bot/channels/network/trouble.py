"""Why a platform was not reached: one kind for each thing that somebody must do, from the error of any client."""

import errno
import re
import socket
import ssl
from collections.abc import Callable, Iterator
from enum import Enum
from http import HTTPStatus

from aiohttp import (
    ClientConnectorError,
    ClientHttpProxyError,
    ClientProxyConnectionError,
    ConnectionTimeoutError,
    ServerDisconnectedError,
)


class Trouble(Enum):
    """What went wrong on the way to a platform."""

    no_network = "no network: this machine has no route to the internet"
    no_name = "the name of the server is not found"
    proxy_unreachable = "the proxy does not answer"
    proxy_password = "the proxy needs a user and a password"  # noqa: S105 a description
    proxy_refused = "the proxy refuses the connection"
    unknown_root = "the certificate is signed by somebody unknown"
    out_of_date = "the certificate is expired or not valid yet, or the clock is wrong"
    other_host = "the certificate belongs to another server"
    no_tls = "what answers does not speak TLS"
    refused = "the connection is refused"
    slow = "no answer in time"
    dropped = "the connection was dropped"
    stranger = "what answers is not the platform"

    @property
    def passes(self) -> bool:
        """True if it may end by itself: `run` may be started and waits. False if a person must change something."""
        return self not in MENDED_BY_PEOPLE


MENDED_BY_PEOPLE = frozenset({Trouble.proxy_password, Trouble.proxy_refused, Trouble.unknown_root, Trouble.other_host})

NO_ROUTE = frozenset({errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, 10050, 10051, 10065})  #: 100xx: Windows
#: Codes of a certificate that is out of date: OpenSSL 9 and 10, Windows CERT_E_EXPIRED, macOS -67818 and -67819.
OUT_OF_DATE = frozenset({9, 10, 0x800B0101, -0x7FF4FEFF, -67818, -67819})
#: Codes of a certificate of another server: OpenSSL 62 and 64, Windows CERT_E_CN_NO_MATCH, macOS -67602.
OTHER_HOST = frozenset({62, 64, 0x800B010F, -0x7FF4FEF1, -67602})
_TUNNEL = re.compile(r"Tunnel connection failed: (\d+)")
UNSENT = (ClientConnectorError, ConnectionTimeoutError, ClientHttpProxyError, ssl.SSLCertVerificationError)
UNSENT_BY_NAME = frozenset({"ConnectTimeout", "NewConnectionError", "ProxyError", "NameResolutionError"})
_NUMBER = re.compile(r"\[(?:Errno|WinError) (\d+)\]")
SOMEWHERE = ("192.0.2.1", 53)  #: an address for documentation (RFC 5737); nothing is sent there


def has_route() -> bool:
    """Return whether this machine has a route to the internet. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(SOMEWHERE)
        except OSError:
            return False
    return True


def trouble_of(error: BaseException, *, routed: Callable[[], bool] = has_route) -> Trouble | None:
    """Return the kind of a network error of aiohttp, aiogram, requests or urllib3; None for any other error.

    `routed` tells whether this machine has a route to the internet: without one, names are not found either.
    """
    chain = list(_chain(error))
    found = _of_proxy(chain) or next(filter(None, map(_of_one, chain)), None)
    return Trouble.no_network if found is Trouble.no_name and not routed() else found


def never_left(error: BaseException) -> bool:
    """Return True if the request surely did not reach the platform: no connection to it was made."""
    return any(isinstance(each, UNSENT) or type(each).__name__ in UNSENT_BY_NAME for each in _chain(error))


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error and all errors that it wraps, the outermost first.

    requests keeps the cause in `args`, urllib3 in `reason`, aiohttp in `os_error` or `certificate_error`.
    """
    seen: dict[int, BaseException] = {}
    waiting: list[object] = [error]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, BaseException) and id(each) not in seen:
            seen[id(each)] = each
            yield each
            named = (getattr(each, name, None) for name in ("reason", "_certificate_error", "_os_error"))
            waiting += [*each.args, *named, each.__cause__, each.__context__]


def _of_proxy(chain: list[BaseException]) -> Trouble | None:
    for each in chain:
        if isinstance(each, ClientHttpProxyError):
            return _of_answer(each.status)
        if tunnel := _TUNNEL.search(str(each)):
            return _of_answer(int(tunnel[1]))
    through = any(isinstance(each, ClientProxyConnectionError) or type(each).__name__ == "ProxyError" for each in chain)
    return Trouble.proxy_unreachable if through else None


def _of_answer(status: int) -> Trouble:
    if status == HTTPStatus.PROXY_AUTHENTICATION_REQUIRED:
        return Trouble.proxy_password
    # 502 to 504: the proxy itself did not reach the platform
    return Trouble.refused if status >= HTTPStatus.BAD_GATEWAY else Trouble.proxy_refused


def _of_one(error: BaseException) -> Trouble | None:
    match error:
        case ssl.SSLCertVerificationError(verify_code=code):
            return _of_certificate(code)
        case ssl.SSLCertVerificationError():  # aiohttp's own, whose cause has the code
            return None
        case ssl.SSLZeroReturnError() | ssl.SSLEOFError():
            return Trouble.dropped
        case ssl.SSLError():
            return Trouble.no_tls
        case socket.gaierror():
            return Trouble.no_name
        case TimeoutError():
            return Trouble.slow
        case ConnectionRefusedError():
            return Trouble.refused
        case ConnectionError() | ServerDisconnectedError():
            return Trouble.dropped
        case OSError(errno=None) if numbers := _NUMBER.findall(str(error)):
            # several addresses of one name failed, each in its own way: «Multiple exceptions: [Errno 101] …»
            return _of_one(OSError(int(numbers[-1]), ""))
        case OSError(errno=number) if number in NO_ROUTE:
            return Trouble.no_network
        case _:
            return _by_name(type(error).__name__)


def _by_name(name: str) -> Trouble | None:
    # requests and urllib3 are imported only where VK is used, so their errors are known by name
    if name in {"ConnectTimeout", "ReadTimeout", "ConnectTimeoutError", "ReadTimeoutError"}:
        return Trouble.slow
    return Trouble.no_name if name == "NameResolutionError" else None


def _of_certificate(code: int) -> Trouble:
    if code in OUT_OF_DATE:
        return Trouble.out_of_date
    return Trouble.other_host if code in OTHER_HOST else Trouble.unknown_root
