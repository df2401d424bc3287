"""The demo's server: it serves only its own page on this machine, survives any request, and reloads an edited book."""

import asyncio
import os
import re
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from itertools import product
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from aiohttp import ClientSession, web

from bot.messages.limits import VK
from bot.simulator.demo import Demo
from bot.simulator.demo.editing import Editing, Home
from bot.simulator.demo.looks import Mark, vk
from bot.simulator.demo.session import DemoSession
from tests.support.root import ROOT
from tests.support.world import MONDAY

ELSEWHERE = (
    {"Host": "evil.example"},
    {"Host": "127.0.0.1:evil.com"},
    {"Host": "localhost:80@evil"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example"},
)
NO_REQUESTS = [b"{", b"", b"[]", b"1", b"null", b'"x"', b"\xff\xfe", b"[" * 60_000, b"9" * 6000, b"{}"]
NO_MOMENTS = [
    *({"by": by} for by in ("9999999999999 дней", "3000000 дней", "0 рабочих дней", "-1 день", "5 вёсен", "день", 7)),
    *({"at": at} for at in ("2026-11-15T10:00:00+03:00", "2026-11-17T10:00:00", "3026-11-17T10:00:00+03:00", "завтра")),
]
STARTED_WITHIN = 3.0  #: seconds, from the issue, for a second start


@pytest.fixture(scope="module")
def editing() -> Editing:
    """Return the shipped book, which no test edits: loaded once."""
    return Editing(Home())


@pytest.fixture
async def http(editing: Editing, tmp_path: Path) -> AsyncIterator[ClientSession]:
    """Serve the page on a free port; yield a client."""
    async with served(editing, tmp_path) as client:
        yield client


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a copy of the book, to be edited."""
    for part in ("flows/library", "flows/phrases", "texts"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return Home(tmp_path / "flows", tmp_path / "texts")


@pytest.fixture
async def edited(home: Home, tmp_path: Path) -> AsyncIterator[ClientSession]:
    """Serve the page over the copy."""
    async with served(Editing(home), tmp_path) as client:
        yield client


@asynccontextmanager
async def served(editing: Editing, folder: Path) -> AsyncIterator[ClientSession]:
    """Serve the page; yield a client."""
    runner = web.AppRunner(Demo(DemoSession(editing, folder, lambda: MONDAY)).app(), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(f"http://127.0.0.1:{runner.addresses[0][1]}") as session:
        yield session
    await runner.cleanup()


async def state(http: ClientSession) -> Mapping[str, Any]:
    """Return the whole state of the page."""
    async with http.get("/state") as answer:
        return dict(await answer.json())


async def does(http: ClientSession, deed: str, **asked: object) -> Mapping[str, Any]:
    """Do one action of the page; return the state after it."""
    async with http.post(f"/{deed}", json=asked) as answer:
        assert answer.status == 200, await answer.text()
    return await state(http)


def said(shown: Mapping[str, Any], peer: str) -> str:
    """Return the text of the newest message of a phone."""
    return str(shown["phones"][peer][-1]["text"])


# --- Access -----------------------------------------------------------------------------------------------------------


async def test_a_page_elsewhere_cannot_reach_the_demo(http: ClientSession) -> None:
    """Another host name that resolves here, and a post from another site, are refused, under the same policy."""
    for headers in ELSEWHERE:
        async with http.post("/say", json={"peer": "parent-1", "text": "Ёж"}, headers=headers) as refused:
            assert refused.status == 403, headers
            assert "default-src 'none'" in refused.headers["Content-Security-Policy"]
    assert (await state(http))["phones"]["parent-1"] == []


async def test_what_is_no_request_is_refused_in_words(http: ClientSession) -> None:
    """The answer is 400, never 500."""
    for path, body in product(("/say", "/press", "/clock", "/take", "/away"), NO_REQUESTS):
        async with http.post(path, data=body) as refused:
            assert refused.status == 400, (path, body)
            assert await refused.text()


async def test_the_clock_is_not_moved_to_another_age(http: ClientSession) -> None:
    """A span outside the limits and a past moment are refused, and the clock does not move."""
    before = (await state(http))["now"]
    for asked in NO_MOMENTS:
        async with http.post("/clock", json=asked) as refused:
            assert refused.status == 400, asked
    assert (await state(http))["now"] == before


async def test_half_a_character_does_not_break_the_page(http: ClientSession) -> None:
    """A lone surrogate in JSON cannot be encoded and sent on."""
    body = b'{"peer": "parent-1", "text": "a\\ud800b <b>\xd0\x81\xd0\xb6</b>"}'
    async with http.post("/say", data=body) as answer:
        assert answer.status == 200
    assert (await state(http))["phones"]["parent-1"][0]["text"] == "a?b <b>Ёж</b>"


async def test_a_forged_press_is_answered_and_tells_of_no_button(http: ClientSession) -> None:
    """A payload that no message has counts as a press of an old button, and shows no label."""
    shown = await does(http, "press", peer="parent-1", payload="v7:<b>made up</b>")
    assert [bubble["kind"] for bubble in shown["phones"]["parent-1"]] == ["theirs"]


async def test_every_file_of_the_page_is_given_and_nothing_beside_it(http: ClientSession) -> None:
    """The page, its styles, scripts and fonts, under a policy without external requests."""
    async with http.get("/") as page:
        linked = re.findall(r'(?:src|href)="(/[^"]+)"', await page.text())
    for path in linked:
        async with http.get(path) as given:
            assert given.status == 200, path
            assert "connect-src 'self'" in given.headers["Content-Security-Policy"]
    for path in ("/../config.py", "/%2e%2e/config.py", "/fonts/OFL.txt", "/drawing?flow=nobody"):
        async with http.get(path) as refused:
            assert refused.status == 404, path


# --- The simulation ---------------------------------------------------------------------------------------------------


async def test_a_press_is_told_of_and_answered_in_place(http: ClientSession) -> None:
    """The label of the pressed button stands above the message that answers it."""
    shown = await does(http, "say", peer="parent-1", text="/start demo-3b")
    ((_, payload),) = [key for row in shown["phones"]["parent-1"][-1]["rows"] for key in row if key[0] == "Начать"]
    shown = await does(http, "press", peer="parent-1", payload=payload)
    typed, pressed, answered = shown["phones"]["parent-1"]
    assert (typed["kind"], pressed["kind"], pressed["text"]) == ("mine", "pressed", "Начать")
    assert (answered["kind"], answered["edits"]) == ("theirs", 1)


async def test_the_class_stands_at_every_stage_and_two_families_ask(http: ClientSession) -> None:
    """Twelve families at six steps, two questions of different families, promises to people with names."""
    shown = await state(http)
    steps = [{step["key"]: step["state"] for step in family["steps"]} for family in shown["families"]]
    assert [family["number"] for family in shown["families"]] == list(range(1, 13))
    assert {each["check"] for each in steps} >= {"ahead", "running", "problem", "done", "next"}
    assert {each["myschool"] for each in steps} >= {"ahead", "running", "done"}
    assert [family["number"] for family in shown["families"] if family["asks"]] == [6, 7]
    assert shown["unread"] == {"admin": 2}
    assert all(promise["who"] and promise["due"] > shown["now"] for promise in shown["promises"])
    dues = [promise["due"] for promise in shown["promises"]]
    assert dues == sorted(dues)


async def test_what_comes_due_arrives_at_its_own_hour(http: ClientSession) -> None:
    """After a jump to a promise, the clock shows its time, its phone has the message, and the promise is gone."""
    before = await state(http)
    promise = next(each for each in before["promises"] if each["place"] == "follow_up/due")
    shown = await does(http, "clock", at=promise["due"])
    assert shown["now"] == promise["due"]
    assert promise not in shown["promises"]
    shown = await does(http, "take", peer=promise["peer"])
    assert shown["phones"][promise["peer"]][-1]["at"] == promise["due"]
    assert "проверка" in said(shown, promise["peer"])


async def test_the_clock_goes_where_its_buttons_say(http: ClientSession) -> None:
    """An hour, a day, the morning of Monday, working day five."""
    assert (await does(http, "clock", by="1 час"))["now"] == "2026-11-16T11:00:00+03:00"
    assert (await does(http, "clock", by="1 день"))["now"] == "2026-11-17T11:00:00+03:00"
    assert (await does(http, "clock", till="monday"))["now"] == "2026-11-23T08:00:00+03:00"
    assert (await does(http, "clock", by="5 рабочих дней"))["now"] == "2026-11-30T08:00:00+03:00"


async def test_everything_begins_anew_the_same(http: ClientSession) -> None:
    """Typed texts, promises, added phones and clock moves are gone, and the class is as at the start."""
    first = await state(http)
    await does(http, "say", peer="parent-1", text="/start demo-3b")
    await does(http, "guest")
    await does(http, "clock", by="30 дней")
    again = await does(http, "reset")
    tickets = re.compile(r"ticket=\w+")  # the number of a ticket depends on the real clock
    assert tickets.sub("", str({**again, "run": 1})) == tickets.sub("", str(first))


async def test_a_link_of_the_demo_brings_a_parent_with_its_code(http: ClientSession) -> None:
    """The link of the sheet makes a new parent, who enters with its code."""
    shown = await does(http, "guest", code="demo-3b")
    assert shown["hand"] == "guest-родитель 3"
    assert "Код из ссылки у меня" in said(shown, shown["hand"])


async def test_the_sample_teacher_invites_families(http: ClientSession) -> None:
    """The list has 28 families, of which twelve have joined; the slips of the others are a file."""
    for words in ("/start", "меню", "мой класс"):
        await does(http, "say", peer="teacher", text=words)
    shown = await does(http, "say", peer="teacher", text="пригласить семьи")
    assert "28 семей, вошли 12" in said(shown, "teacher").replace("\u00a0", " ")
    await does(http, "say", peer="teacher", text="листки по номерам")
    shown = await does(http, "say", peer="teacher", text="листки в pdf")
    assert "Листки 3Б: 16." in said(shown, "teacher")
    file = next(each["file"] for each in reversed(shown["phones"]["teacher"]) if each["file"])
    async with http.get(file["url"] if "url" in file else f"/files/{file['id']}") as answer:
        assert (answer.status, (await answer.read())[:5]) == (200, b"%PDF-")


async def test_phones_are_added_and_put_away(http: ClientSession) -> None:
    """A new parent and a family of the class can be added and removed; the first four phones stay."""
    shown = await does(http, "guest")
    assert [each["title"] for each in shown["people"]][4:] == ["Родитель 3"]
    shown = await does(http, "take", peer="family-11")
    assert (shown["hand"], len(shown["people"])) == ("family-11", 6)
    assert "✅" in said(shown, "family-11")
    for peer in [each["peer"] for each in shown["people"]]:
        shown = await does(http, "away", peer=peer)
    assert [each["peer"] for each in shown["people"]] == ["parent-1", "parent-2", "teacher", "admin"]


async def test_the_book_lies_open_where_the_phone_in_hand_stands(http: ClientSession) -> None:
    """It shows the place, its source, its facts with their dates, and the drawing with the state highlighted."""
    assert (await state(http))["leaf"] is None
    await does(http, "say", peer="parent-1", text="/start demo-3b")
    book_page = (await does(http, "say", peer="parent-1", text="у снилса данные введены вручную"))["leaf"]
    assert (book_page["flow"], "п. 4.3" in book_page["source"]) == ("status", True)
    (fact,) = (each for each in book_page["facts"] if each["name"] == "status_manual")
    assert (fact["said"], fact["checked"]) == ("Данные введены вручную", "2026-11-21")
    async with http.get("/drawing", params={"flow": book_page["flow"], "lit": book_page["state"]}) as drawn:
        picture = await drawn.text()
    assert picture.count(" lit") == 1
    assert "<style" not in picture  # the page's policy allows no inline styles


async def test_no_screen_of_the_class_is_more_than_vk_shows(http: ClientSession) -> None:
    """Text, buttons and labels stay within VK's limits."""
    for family in range(1, 13):
        shown = await does(http, "take", peer=f"family-{family}")
        for bubble in shown["phones"][f"family-{family}"]:
            labels = [label for row in bubble["rows"] for label, _ in row]
            assert len(labels) <= VK.buttons
            assert all(len(label) <= VK.label for label in labels)


def test_marks_are_counted_as_vk_counts_them() -> None:
    """In UTF-16 units: an emoji is two; a link keeps its words; monospaced text is plain."""
    shown = vk('👉 <b>Ёлка <i>1</i></b> &lt;b&gt; <a href="https://x.ru/?a=1&amp;b=2">там</a> <code>k7x</code>')
    assert shown.text == "👉 Ёлка 1 <b> там k7x"
    assert shown.marks == (
        Mark("bold", 3, 6),
        Mark("italic", 8, 1),
        Mark("url", 14, 3, "https://x.ru/?a=1&b=2"),
    )


# --- The book while it is edited --------------------------------------------------------------------------------------


async def test_a_changed_text_is_said_on_the_next_turn(edited: ClientSession, home: Home) -> None:
    """The text of the file is used without a restart."""
    text = home.texts / "help" / "home.j2"
    text.write_text("Чем <b>помочь</b>, ёлки?\n", encoding="utf-8")
    shown = await does(edited, "say", peer="parent-1", text="/помощь")
    assert (shown["faults"], shown["edited"]) == ([], ["help/home.j2"])
    assert "Чем <b>помочь</b>, ёлки?" in said(shown, "parent-1")


async def test_a_broken_book_is_not_taken_and_its_faults_are_shown(edited: ClientSession, home: Home) -> None:
    """The old book is used until the new one is clean; flows, facts and labels are checked as texts are."""
    await does(edited, "say", peer="parent-1", text="/start")
    (home.texts / "help" / "home.j2").write_text("Помощь: {{ fact.nobody }} и <u>черта</u>", encoding="utf-8")
    menu = home.flows / "library" / "menu.yaml"
    menu.write_text(menu.read_text(encoding="utf-8").replace("rest: rest", "rest: nowhere"), encoding="utf-8")
    shown = await does(edited, "say", peer="parent-1", text="/помощь")
    assert "черта" not in said(shown, "parent-1")
    faults = "\n".join(shown["faults"])
    assert "nowhere" in faults
    assert "nobody" in faults
    assert "<u>" in faults
    menu.write_text(menu.read_text(encoding="utf-8").replace("rest: nowhere", "rest: rest"), encoding="utf-8")
    (home.texts / "help" / "home.j2").write_text("Помощь есть", encoding="utf-8")
    shown = await does(edited, "say", peer="parent-1", text="/помощь")
    assert shown["faults"] == []
    assert "Помощь есть" in said(shown, "parent-1")


async def test_a_book_that_does_not_parse_is_told_of_without_a_turn(edited: ClientSession, home: Home) -> None:
    """The author sees the fault at once."""
    async with edited.get("/events") as events:
        (home.flows / "library" / "menu.yaml").write_text("flow: [", encoding="utf-8")
        async with asyncio.timeout(15):
            while '"faults": ["' not in (line := (await events.content.readline()).decode()):
                pass
    assert "menu.yaml" in line


# --- Its start --------------------------------------------------------------------------------------------------------


def test_the_demo_is_up_in_three_seconds_and_loads_no_messenger() -> None:
    """It runs in its own process and is measured by processor time; the elapsed time is printed."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.perf_counter()
    probe = (
        "import signal, sys; from bot.__main__ import app\n"
        # A shell starts background jobs with SIGINT ignored, and their children inherit that.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"try: app(['demo', '--port', '{port}'], standalone_mode=False)\n"
        "except KeyboardInterrupt: pass\n"
        "assert 'aiogram' not in sys.modules and 'vk_api' not in sys.modules"
    )
    demo = subprocess.Popen([sys.executable, "-c", probe], cwd=ROOT, env={**os.environ, "PYTHONWARNINGS": "default"})
    try:
        _wait_for(port)
        took = time.perf_counter() - begun
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(20)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    sys.stdout.write(f"\nстраница открылась за {took:.2f} с, процессора {spent:.2f} с\n")
    assert demo.returncode == 0
    assert spent < STARTED_WITHIN


def _wait_for(port: int) -> None:
    for _ in range(300):
        try:
            urlopen(f"http://127.0.0.1:{port}/state", timeout=1).close()
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("страница не открылась")
