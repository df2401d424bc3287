"""Access to the demo: only its own page, opened on this machine, is served. Sets a strict Content-Security-Policy."""

import re
from collections.abc import Awaitable, Callable

from aiohttp import web

HERE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE)
ELSEWHERE = "Демонстрация открывается только с этого компьютера: http://127.0.0.1:8080"
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def only_here(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Pass on a request that is addressed to this machine and comes from the demo's own page; answer others with 403.

    The check of the host blocks other sites whose name resolves to 127.0.0.1 (DNS rebinding).
    """
    if not _from_here(request):
        return web.Response(status=403, text=ELSEWHERE, headers=HEADERS)
    try:
        response = await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    if not response.prepared:
        response.headers.update(HEADERS)
    return response


def _from_here(request: web.Request) -> bool:
    origin = request.headers.get("Origin", f"http://{request.host}")
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return bool(HERE.fullmatch(request.host)) and origin == f"http://{request.host}" and site in {"same-origin", "none"}
