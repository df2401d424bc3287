"""Who is told what changed: the pages that listen, over server-sent events."""

import asyncio
import json
from collections.abc import Mapping

from aiohttp import web

from bot.simulator.demo.gate import HEADERS

BEHIND = 100  #: changes a page may be behind
AGAIN = {"again": True}  #: said to a page that did not keep up: it asks for everything anew

News = Mapping[str, object]


def written(value: object) -> str:
    """Write JSON as people read it."""
    return json.dumps(value, ensure_ascii=False)


class Listeners:
    """The pages that are open."""

    def __init__(self) -> None:
        """Begin with none."""
        self._queues: set[asyncio.Queue[str]] = set()

    def tell(self, news: News) -> None:
        """Tell every page."""
        for queue in self._queues:
            if queue.full():
                while not queue.empty():
                    queue.get_nowait()
                queue.put_nowait(written(AGAIN))
            queue.put_nowait(written(news))

    async def stream(self, request: web.Request) -> web.StreamResponse:
        """Tell one page of everything until it leaves."""
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
