"""What the callers of an HTTP server can take of this process: connections, and time for a request to arrive.

A webhook's address is public, so anybody may call it. A caller that opens many connections and finishes no request
must use up neither the descriptors of the process nor the memory that bodies take.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

from aiohttp import web

log = logging.getLogger(__name__)

LINGER = 1.0  #: seconds to read the rest of a refused body, so that the caller can read the answer
IDLE = 75.0  #: seconds a connection may wait for its next request; nginx closes its own after 60

Handling = Callable[[web.Request], Awaitable[web.StreamResponse]]


class HttpLimits(NamedTuple):
    """The limits of one HTTP server. `headers` and `body` are seconds.

    Most systems allow a process 1,024 descriptors, macOS 256. The servers of this process together stay far below.
    """

    connections: int = 128
    headers: float = 15.0  #: from the connection to the end of the first request's headers
    body: float = 15.0  #: from the end of the headers to the end of the body


FEW = HttpLimits(connections=16)  #: for `GET /health`, which one watcher asks


class RequestLog(logging.Logger):
    """The logger that aiohttp gets: one line without a traceback for a request that is not HTTP."""

    def exception(self, msg: object, *args: object, exc_info: Any = True, **kw: Any) -> None:
        """Log the kind of the error. The text of the error repeats what the caller sent, so it is not logged."""
        del msg, args, kw
        log.warning("an HTTP request was not read: %s", type(exc_info).__name__)


class Connections:
    """Counts the open connections of one HTTP server, and makes room for a new one.

    If there is no room, the oldest connection that has not sent a whole request is closed. If every connection has sent
    one and waits for its answer, the new connection is refused.
    """

    def __init__(self, server: web.Server, limits: HttpLimits) -> None:
        """Start with no connections. `server` makes the requests of a connection."""
        self._server, self._limits = server, limits
        self._open: dict[LimitedConnection, None] = {}

    def __call__(self) -> asyncio.Protocol:
        """Return the protocol of a connection that was just accepted. Used by the event loop."""
        if len(self._open) >= self._limits.connections and not self._drop_one():
            return RefusedConnection()
        connection = LimitedConnection(self, self._server, self._limits)
        self._open[connection] = None
        return connection

    def _drop_one(self) -> bool:
        for connection in self._open:
            if not connection.awaits_answer:
                connection.drop()
                return True
        return False

    def left(self, connection: "LimitedConnection") -> None:
        """Forget a connection that was closed."""
        self._open.pop(connection, None)


class LimitedConnection(web.RequestHandler):
    """A connection that is closed if its first request does not arrive in time."""

    def __init__(self, of: Connections, server: web.Server, limits: HttpLimits) -> None:
        """Store the arguments. `request` is the request that is processed now."""
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # aiohttp's own servers pass None too
            keepalive_timeout=IDLE,
            lingering_time=LINGER,
            logger=RequestLog(__name__),
        )
        self._of, self._limits = of, limits
        self._late: asyncio.TimerHandle | None = None
        self.request: web.Request | None = None

    @property
    def awaits_answer(self) -> bool:
        """True if a whole request arrived and its answer was not sent yet."""
        return self.request is not None and self.request.content.is_eof()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._late = asyncio.get_running_loop().call_later(self._limits.headers, self.drop)

    def begun(self, request: web.Request | None) -> None:
        """Record that the headers of `request` arrived; None: its answer is ready."""
        if self._late:
            self._late.cancel()
            self._late = None
        self.request = request

    def drop(self) -> None:
        """Close the connection now, whatever was not sent or not received yet."""
        transport = self.transport
        self.force_close()
        if isinstance(transport, asyncio.Transport):
            transport.abort()  # `close` would wait for a caller that does not read its answers
        self._of.left(self)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Free the place of the connection."""
        if self._late:
            self._late.cancel()
        self._of.left(self)
        super().connection_lost(exc)


class RefusedConnection(asyncio.Protocol):
    """A connection for which there is no room."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Close the connection."""
        log.warning("an HTTP connection was refused: all others wait for an answer")
        if isinstance(transport, asyncio.Transport):
            transport.abort()


def limited(limits: HttpLimits) -> Any:
    """Return the middleware of aiohttp that limits the time of a request's body.

    An exception of a handler becomes the answer 500 and one line of log.
    """

    @web.middleware
    async def within(request: web.Request, handler: Handling) -> web.StreamResponse:
        connection = request.protocol
        assert isinstance(connection, LimitedConnection)  # noqa: S101 `Connections` makes no other
        connection.begun(request)
        late = TimeoutError()
        cut = asyncio.get_running_loop().call_later(limits.body, _cut, request, late)
        try:
            return await handler(request)
        except (web.HTTPException, ConnectionError):
            raise
        except web.RequestPayloadError:
            return web.Response(status=400)
        except Exception as error:  # noqa: BLE001 an outer boundary: the platform calls again
            return _failed(request, error, late)
        finally:
            cut.cancel()
            connection.begun(None)

    return within


def _cut(request: web.Request, late: TimeoutError) -> None:
    if not request.content.is_eof():
        request.content.set_exception(late)


def _failed(request: web.Request, error: Exception, late: TimeoutError) -> web.Response:
    if error is late:
        return web.Response(status=408)
    resource = request.match_info.route.resource
    log.error("%s: not processed: %s", resource.canonical if resource else "?", type(error).__name__)
    return web.Response(status=500)
