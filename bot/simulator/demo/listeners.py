"""Pushes changes to the open pages as server-sent events."""

import asyncio
import json
from collections.abc import Mapping

from aiohttp import web

from bot.simulator.demo.gate import HEADERS

BEHIND = 100  #: unsent changes kept for a page
AGAIN = {"again": True}  #: sent to a page that fell behind: it then requests the whole state

News = Mapping[str, object]


def written(value: object) -> str:
    """Return a value as JSON with unescaped Cyrillic letters."""
    return json.dumps(value, ensure_ascii=False)


class Listeners:
    """The open pages of the demo, each with a queue of changes to send to it."""

    def __init__(self) -> None:
        """Start without open pages."""
        self._queues: set[asyncio.Queue[str]] = set()

    def tell(self, news: News) -> None:
        """Add a change to the queue of every open page.

        A full queue is emptied first, and a message is added that makes the page request all its data again.
        """
        for queue in self._queues:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(written(AGAIN))
            queue.put_nowait(written(news))

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Stream changes to one page until it disconnects."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        queue: asyncio.Queue[str] = asyncio.Queue(BEHIND)
        self._queues.add(queue)
        try:
            await response.write(f"retry: 1000\ndata: {written(AGAIN)}\n\n".encode())
            while True:
                await response.write(f"data: {await queue.get()}\n\n".encode())
        except (ConnectionError, asyncio.CancelledError):
            return response
        finally:
            self._queues.discard(queue)
