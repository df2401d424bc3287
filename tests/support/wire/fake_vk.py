"""A fake VK: one community, the phones of its people, the long poll, and every way a call can fail.

Written after VK's documentation (B1–B5) and checked by vkbottle (vk/test_judge.py). It remembers each `random_id` of a
dialog for an hour and a hundred messages, as VK does, so a test can see whether a message would have come twice.
"""

import asyncio
import json
import re
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web

GROUP, TOKEN, SECRET, CONFIRMATION = 213, "vk1.a.invented-token", "secret-213", "c0nf1rm"
EVENTS = ("message_new", "message_event", "message_reply", "message_edit", "message_allow", "message_deny")
INSIDE = "in execute: "  #: prefix of a method that is called inside an `execute`
HOUR, DIALOG = 3600.0, 100  #: seconds and messages for which a random_id is remembered (B2)
Json = dict[str, Any]


class Fault(NamedTuple):
    """How a call fails: an error code, an HTTP status, a dropped connection, or another body."""

    code: int = 0
    status: int = 0
    drop: str = ""  #: "before" or "after" the call is carried out
    text: str = ""


class Call(NamedTuple):
    """One call that arrived, inside an `execute` or not."""

    method: str
    values: Mapping[str, Any]
    inside: bool = False


class VkError(Exception):
    """A method refuses a call with an error code."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass
class Message:
    """One message on a phone."""

    cmid: int
    text: str
    keyboard: Json = field(default_factory=dict)
    marks: Json = field(default_factory=dict)
    random_id: int = 0
    at: float = 0.0
    attachment: str = ""

    def buttons(self) -> list[Json]:
        """Return the buttons of the message."""
        return [button["action"] for row in self.keyboard.get("buttons", []) for button in row]


class FakeVk:
    """The fake VK server."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.clock = clock
        self.url = ""
        self.calls: list[Call] = []
        self.http = 0  #: calls over HTTP; an `execute` counts as one
        self.faults: deque[tuple[str, Fault]] = deque()
        self.plan: Callable[[str], Fault] = lambda _method: Fault()  #: the fault of any other call
        self.denied: dict[int, int] = {}  #: by peer: the error code of every message to it
        self.old: set[int] = set()  #: peers whose messages can no longer be edited (909)
        self.phones: dict[int, list[Message]] = {}
        self.arrived: Counter[int] = Counter()  #: by peer: the number of messages and edits
        self.on_arrival: Callable[[int, Message], None] = lambda _peer, _message: (
            None
        )  #: called with what a phone shows
        self.latency = 0.0  #: seconds a call takes
        self.repeats = 0  #: sends that were not shown again because of their random_id
        self.uploaded: list[bytes] = []  #: contents of the uploaded files
        self.attachments: dict[str, bytes] = {}  #: contents by the name of the attachment
        self.file = b""  #: the answer to a download of `/sent`
        self.downloads, self.file_is_ready = 0, asyncio.Event()  #: downloads of `/sent`; each waits for this event
        self.file_is_ready.set()
        self.answered: list[str] = []  #: event_ids of answered presses
        self.updates: list[Json] = []
        self.first = 0  #: updates before this one are no longer available
        self.odd: deque[bytes] = deque()  #: raw events, one put before the events of each of the next answers
        self.failing: deque[Json] = deque()  #: answers of the next polls instead of updates
        self.polls = 0
        self.polled = asyncio.Event()
        self.rights = ["manage", "messages", "photos", "docs"]
        self.settings: Json = {"is_enabled": True, "api_version": "5.199", "events": dict.fromkeys(EVENTS, 1)}
        self.servers: list[Json] = []
        self.ahead = 0  #: seconds by which the fake's clock is ahead of ours
        self.pace = 0  #: calls allowed within any second, above it error 6; 0 allows any number
        self.too_fast = 0
        self.times: list[float] = []  #: times of the method calls
        self._times: deque[float] = deque()
        self._number = 0
        self._key = 0
        self._news = asyncio.Event()
        self._changed = asyncio.Condition()
        self._runner: web.AppRunner | None = None

    async def __aenter__(self) -> "FakeVk":
        app = web.Application()
        app.router.add_post("/method/{method}", self._method)
        app.router.add_route("*", "/lp", self._poll)
        app.router.add_post("/upload", self._upload)
        app.router.add_get("/sent", self._sent_file)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._runner
        await self._runner.cleanup()

    # --- what tests look at and do ------------------------------------------------------------------------------------

    def happen(self, update: Json) -> None:
        """Add an event to the stream."""
        self.updates.append(update)
        self._news.set()

    def shown(self, peer: int) -> list[Message]:
        """Return the community's messages on a phone, oldest first."""
        return self.phones.get(peer, [])

    def of(self, method: str) -> list[Call]:
        """Return the calls of a method."""
        return [call for call in self.calls if call.method == method]

    async def until(self, true: Callable[[], bool], patience: float = 20.0) -> None:
        """Wait until a condition on the calls carried out is true."""
        async with self._changed:
            await asyncio.wait_for(self._changed.wait_for(true), patience)

    # --- methods over HTTP --------------------------------------------------------------------------------------------

    async def _method(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        values = {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}
        bearer = request.headers.get("Authorization", "").removeprefix("Bearer ")
        self.http += 1
        if self.latency:
            await asyncio.sleep(self.latency)
        fault = self._fault(method)
        answer: Json = {}
        if fault.drop != "before":
            answer = self._refused(values, bearer) or self._answer(method, values, fault)
        async with self._changed:
            self._changed.notify_all()
        if fault.drop:
            return self._dropped(request)
        if fault.status or fault.text:
            return web.Response(status=fault.status or 200, text=fault.text or "<html>Bad Gateway</html>")
        return web.json_response(answer)

    def _fault(self, method: str) -> Fault:
        if self.faults and self.faults[0][0] in {method, ""}:
            return self.faults.popleft()[1]
        return self.plan(method)

    def _dropped(self, request: web.Request) -> web.StreamResponse:
        assert request.transport
        request.transport.abort()
        return web.Response()

    def _refused(self, values: Mapping[str, str], bearer: str) -> Json | None:
        if (values.get("access_token") or bearer) != TOKEN:
            return error(5)
        if not values.get("v"):
            return error(8)
        now = time.monotonic()
        self.times.append(now)
        self._times.append(now)
        while self._times[0] <= now - 1.0:
            self._times.popleft()
        if not self.pace or len(self._times) <= self.pace:
            return None
        self.too_fast += 1
        return error(6)

    def _answer(self, method: str, values: Mapping[str, Any], fault: Fault) -> Json:
        if fault.code:
            return error(fault.code)
        if fault.status:
            return {}
        try:
            return (
                self._executed(values["code"]) if method == "execute" else {"response": self.carry_out(method, values)}
            )
        except VkError as refused:
            return error(refused.code)

    def _executed(self, code: str) -> Json:
        self.calls.append(Call("execute", {"code": code}))
        found, errors = list[Any](), list[Json]()
        for method, values in calls_of(code):
            try:
                found.append(self.carry_out(method, values, inside=True))
            except VkError as refused:
                found.append(False)
                errors.append({"method": method, "error_code": refused.code, "error_msg": "invented"})
        return {"response": found, **({"execute_errors": errors} if errors else {})}

    def carry_out(self, method: str, values: Mapping[str, Any], *, inside: bool = False) -> Any:
        """Carry out a method."""
        plain = {key: value for key, value in values.items() if key not in {"access_token", "v"}}
        self.calls.append(Call(method, plain, inside))
        fault = self._fault(f"{INSIDE}{method}") if inside else Fault()
        if fault.code:
            raise VkError(fault.code)
        known = {
            "messages.send": self._send,
            "messages.edit": self._edit,
            "messages.sendMessageEventAnswer": self._event_answer,
            "groups.getLongPollServer": lambda _: self._server(),
            "groups.getById": lambda _: {"groups": [{"id": GROUP, "name": "Школа", "screen_name": "school"}]},
            "groups.getTokenPermissions": lambda _: {
                "mask": 0,
                "permissions": [{"name": each, "setting": 1} for each in self.rights],
            },
            "groups.getLongPollSettings": lambda _: self.settings,
            "groups.getCallbackSettings": lambda _: self.settings,
            "groups.getCallbackServers": lambda _: {"count": len(self.servers), "items": self.servers},
            "utils.getServerTime": lambda _: round(time.time() + self.ahead),
            "groups.getCallbackConfirmationCode": lambda _: {"code": CONFIRMATION},
            "photos.getMessagesUploadServer": self._photo_server,
            "photos.saveMessagesPhoto": self._save_photo,
            "docs.getMessagesUploadServer": self._doc_server,
            "docs.save": self._save_doc,
        }
        if method not in known:
            raise VkError(3)
        return known[method](plain)

    def _send(self, values: Mapping[str, Any]) -> Any:
        check(values)
        self._check_attachment(values)
        if "random_id" not in values:
            raise VkError(100)
        if "peer_ids" not in values:
            peer = int(values.get("peer_id") or values["user_id"])
            if peer in self.denied:
                raise VkError(self.denied[peer])
            return self._shown(peer, values).cmid + 100_000
        peers = [int(peer) for peer in str(values["peer_ids"]).split(",")]
        if len(peers) > 100:
            raise VkError(100)
        return [self._sent(peer, values) for peer in peers]

    def _check_attachment(self, values: Mapping[str, Any]) -> None:
        if values.get("attachment") and values["attachment"] not in self.attachments:
            raise VkError(100)

    def _sent(self, peer: int, values: Mapping[str, Any]) -> Json:
        if peer in self.denied:
            refusal = {"code": self.denied[peer], "description": "Can't send messages to this user"}
            return {"peer_id": peer, "message_id": 0, "conversation_message_id": 0, "error": refusal}
        message = self._shown(peer, values)
        return {"peer_id": peer, "message_id": message.cmid + 100_000, "conversation_message_id": message.cmid}

    def _shown(self, peer: int, values: Mapping[str, Any]) -> Message:
        phone, number, now = self.phones.setdefault(peer, []), int(values["random_id"]), self.clock()
        for before in phone[-DIALOG:]:
            if number and before.random_id == number and now - before.at <= HOUR:
                self.repeats += 1
                return before
        self._number += 1
        marks, carries = read(values, "format_data"), values.get("attachment", "")
        said = Message(self._number, values["message"], read(values, "keyboard"), marks, number, now, carries)
        phone.append(said)
        self.arrived[peer] += 1
        self.on_arrival(peer, said)
        return phone[-1]

    def _edit(self, values: Mapping[str, Any]) -> int:
        check(values)
        self._check_attachment(values)
        peer, cmid = int(values["peer_id"]), int(values["cmid"])
        if peer in self.old:
            raise VkError(909)
        message = next((each for each in self.shown(peer) if each.cmid == cmid), None)
        if message is None:
            raise VkError(100)
        self.arrived[peer] += 1
        message.text, message.keyboard = values["message"], read(values, "keyboard")
        message.marks, message.attachment = read(values, "format_data"), values.get("attachment", "")
        self.on_arrival(peer, message)
        return 1

    def _event_answer(self, values: Mapping[str, Any]) -> int:
        self.answered.append(values["event_id"])
        return 1

    def _server(self) -> Json:
        self._key += 1
        return {"server": f"{self.url}/lp", "key": f"key{self._key}", "ts": str(len(self.updates))}

    def _photo_server(self, values: Mapping[str, Any]) -> Json:
        return {"upload_url": self._upload_url(values), "album_id": -64}

    def _doc_server(self, values: Mapping[str, Any]) -> Json:
        return {"upload_url": self._upload_url(values)}

    def _upload_url(self, values: Mapping[str, Any]) -> str:
        # A peer that denied messages gets no files either; an upload of a document names its peer.
        if (peer := int(values.get("peer_id", 0))) in self.denied:
            raise VkError(self.denied[peer])
        return f"{self.url}/upload"

    def _save_photo(self, values: Mapping[str, Any]) -> list[Json]:
        assert values["hash"] == "h"
        number = self._kept(f"photo-{GROUP}_{{}}_k")
        return [{"id": number, "owner_id": -GROUP, "access_key": "k", "album_id": -64, "date": 1, "has_tags": False}]

    def _save_doc(self, values: Mapping[str, Any]) -> Json:
        assert values["file"] == "f"
        number = self._kept(f"doc-{GROUP}_{{}}")
        doc = {"id": number, "owner_id": -GROUP, "title": values["title"], "size": 1, "ext": "pdf", "date": 1}
        return {"type": "doc", "doc": {**doc, "type": 1, "url": f"{self.url}/sent"}}

    def _kept(self, name: str) -> int:
        self._number += 1
        self.attachments[name.format(self._number)] = self.uploaded[-1]
        return self._number

    async def _upload(self, request: web.Request) -> web.Response:
        fault = self._fault("upload")
        if fault.drop:
            return self._dropped(request)  # type: ignore[return-value]
        posted = await request.post()
        (field,) = posted
        file = posted[field]
        assert isinstance(file, web.FileField)
        self.uploaded.append(file.file.read())
        return web.json_response({"server": 1, "photo": "[]", "hash": "h"} if field == "photo" else {"file": "f"})

    async def _sent_file(self, _: web.Request) -> web.Response:
        self.downloads += 1
        async with self._changed:
            self._changed.notify_all()
        await self.file_is_ready.wait()
        return web.Response(body=self.file)

    # --- the long poll ------------------------------------------------------------------------------------------------

    async def _poll(self, request: web.Request) -> web.StreamResponse:
        asked = {**request.query, **{key: str(value) for key, value in (await request.post()).items()}}
        self.polls += 1
        self.polled.set()
        fault = self._fault("poll")
        if fault.drop:
            return self._dropped(request)
        if fault.status or fault.text:
            return web.Response(status=fault.status or 200, text=fault.text or "<html>Bad Gateway</html>")
        if self.failing:
            return web.json_response(self.failing.popleft())
        if asked["key"] != f"key{self._key}":
            return web.json_response({"failed": 2})
        news = await self._news_after(int(asked["ts"]), float(asked["wait"]))
        return web.Response(body=self._with_odd(news), content_type="application/json")

    def _with_odd(self, news: Json) -> bytes:
        body = json.dumps(news).encode()
        if not self.odd or not news.get("updates"):
            return body
        return body.replace(b'"updates": [', b'"updates": [%s, ' % self.odd.popleft(), 1)

    async def _news_after(self, ts: int, wait: float) -> Json:
        if ts < self.first:
            return {"failed": 1, "ts": self.first}
        if ts >= len(self.updates):
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), wait)
            except TimeoutError:
                return {"ts": str(ts), "updates": []}
        return {"ts": str(len(self.updates)), "updates": self.updates[ts:]}


def polled_by(fake: FakeVk) -> dict[str, str]:
    """Return the settings of a bot that polls this VK."""
    return {"VK_TOKEN": TOKEN, "VK_GROUP_ID": str(GROUP), "VK_API_URL": fake.url}


def error(code: int) -> Json:
    """Return the body of an error; the real VK repeats the parameters in it, with the token masked."""
    extra = {"captcha_sid": "1", "captcha_img": "http://127.0.0.1/captcha"} if code == 14 else {}
    return {"error": {"error_code": code, "error_msg": "invented", "request_params": [], **extra}}


def check(values: Mapping[str, Any]) -> None:
    """Raise the error with which VK refuses a message: 100 if empty, 914 if too long, 911 for a bad keyboard."""
    if not values.get("message"):
        raise VkError(100)
    if len(values["message"]) > 4096:
        raise VkError(914)
    keys = read(values, "keyboard")
    rows = keys.get("buttons", [])
    most, tall = (10, 6) if keys.get("inline") else (40, 10)
    wide = any(len(row) > 5 or not row for row in rows)
    long = any(len(b["action"]["label"]) > 40 or len(b["action"]["payload"]) > 255 for row in rows for b in row)
    if wide or long or len(rows) > tall or sum(map(len, rows)) > most:
        raise VkError(911)


def read(values: Mapping[str, Any], name: str) -> Json:
    """Read a parameter that is JSON in a string."""
    try:
        found = json.loads(values.get(name) or "{}")
    except ValueError:
        raise VkError(911) from None
    return found if isinstance(found, dict) else {}


def calls_of(code: str) -> list[tuple[str, Json]]:
    """Read an `execute` script: a list of calls, or the loops of vk_api's pools. Refuse any other with error 12."""
    try:
        return list(_listed(code)) if code.startswith("return [") else list(_looped(code))
    except (ValueError, AttributeError, TypeError):
        raise VkError(12) from None


def _listed(code: str) -> Iterator[tuple[str, Json]]:
    at = len("return [")
    while not code.startswith("];", at):
        named = CALLED.match(code, at)
        values, at = DECODER.raw_decode(code, named.end())  # type: ignore[union-attr]
        yield named[1], values  # type: ignore[index]
        at += len("),") if code.startswith("),", at) else len(")")


def _looped(code: str) -> Iterator[tuple[str, Json]]:
    method = CALLED.search(code)[1]  # type: ignore[index]
    values, _ = DECODER.raw_decode(code, re.search(r"\bvalues = ", code).end())  # type: ignore[union-attr]
    changed = re.search(r"def_values\.(\w+) = values\[i\]", code)
    common = DECODER.raw_decode(code, code.index("def_values = ") + 13)[0] if changed else {}
    for each in values:
        yield method, {**common, changed[1]: each} if changed else each


CALLED = re.compile(r"API\.([\w.]+)\(")
DECODER = json.JSONDecoder()
