"""Networks as schools have them, on loopback: a server with a root certificate of its own, and a proxy."""

import asyncio
import ssl
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"
ROOT_FILE = CERTIFICATES / "root.pem"
ANSWER = b'{"ok": true, "result": {}, "response": {}}'
PLATFORM = "platform.test"  #: a name that exists behind the proxy only

Serve = Callable[[StreamReader, StreamWriter], Awaitable[None]]


@asynccontextmanager
async def listening(serve: Serve, tls: ssl.SSLContext | None = None, port: int = 0) -> AsyncIterator[int]:
    """Serve each connection with `serve`; yield the port, a free one by default."""

    tasks: set[asyncio.Task[None]] = set()

    async def one(reader: StreamReader, writer: StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                await serve(reader, writer)
        finally:
            writer.close()

    def served(reader: StreamReader, writer: StreamWriter) -> None:
        tasks.add(asyncio.create_task(one(reader, writer)))

    server = await asyncio.start_server(served, "127.0.0.1", port, ssl=tls)
    try:
        yield int(server.sockets[0].getsockname()[1])
    finally:
        server.close()
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # the transports close in the next round of the loop


async def answers(reader: StreamReader, writer: StreamWriter) -> None:
    """Answer one request with ANSWER."""
    await head(reader)
    await reply(writer, 200, ANSWER)


async def head(reader: StreamReader) -> list[str]:
    """Read the head of a request; return its lines."""
    return (await reader.readuntil(b"\r\n\r\n")).decode().strip().split("\r\n")


async def reply(writer: StreamWriter, status: int, body: bytes = b"", kind: str = "application/json") -> None:
    """Write an answer."""
    lines = (
        f"HTTP/1.1 {status} Said\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    writer.write(lines.encode() + body)
    await writer.drain()


def presents(certificate: str) -> ssl.SSLContext:
    """Return the context of a server that has `certificate`."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / f"{certificate}.pem")
    return context


class Proxy:
    """An HTTP proxy for whose users every host is the server at `upstream`. `status`: answer all with this instead."""

    def __init__(self, upstream: int = 0, status: int = 0) -> None:
        self.upstream, self.status = upstream, status
        self.asked: list[list[str]] = []

    async def serve(self, reader: StreamReader, writer: StreamWriter) -> None:
        """Serve one connection: a tunnel, or one plain request."""
        lines = await head(reader)
        self.asked.append(lines)
        if self.status:
            await reply(writer, self.status)
        elif lines[0].startswith("CONNECT"):
            writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
            await tunnelled(reader, writer, self.upstream)
        else:
            await reply(writer, 200, ANSWER)


async def tunnelled(reader: StreamReader, writer: StreamWriter, upstream: int) -> None:
    """Pass everything to the server at the port `upstream` and back, until one side ends."""
    there, to = await asyncio.open_connection("127.0.0.1", upstream)
    both = [asyncio.create_task(each) for each in (_copied(reader, to), _copied(there, writer))]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for each in both:
            each.cancel()
        to.close()


async def _copied(source: StreamReader, to: StreamWriter) -> None:
    while data := await source.read(65536):
        to.write(data)
        await to.drain()
