"""Check every call to Telegram: by the official schema, and by rules that are not in the schema.

The emulator does not report these mistakes: unbalanced markup, an edit that changes nothing, `callback_data` over 64
bytes, a press answered twice or never.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parent / "schemas" / "telegram-bot-api-10.1.json").read_text(encoding="utf-8")
)
TAGS = frozenset({"b", "i", "a", "code"})
ENTITY = re.compile(r"&(?!(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);)")
COMMAND = re.compile(r"[a-z0-9_]{1,32}")

Fields = Mapping[str, str]


class Judge:
    """The calls so far, and the mistakes in them."""

    def __init__(self) -> None:
        """Start without calls."""
        self.wrong: list[str] = []
        self.calls: Counter[str] = Counter()
        self.pressed: Counter[str] = Counter()
        self.answered: Counter[str] = Counter()
        self._messages: dict[tuple[str, str], tuple[str, str]] = {}

    def call(self, method: str, fields: Fields) -> None:
        """Check one call before it is carried out."""
        self.calls[method] += 1
        for sentence in (*against_schema(method, fields), *against_rules(method, fields)):
            self.wrong.append(f"{method}: {sentence}")
        if method == "answerCallbackQuery":
            self.answered[fields["callback_query_id"]] += 1

    def carried_out(self, method: str, fields: Fields, result: Any) -> None:
        """Store the message that results from a call; an edit must have changed it."""
        if not isinstance(result, dict) or "message_id" not in result:
            return
        key = (fields["chat_id"], str(result["message_id"]))
        before = self._messages.get(key)
        text = fields.get("text", before[0] if before else "")
        after = (text, fields.get("reply_markup", ""))
        if method.startswith("edit") and before == after:
            self.wrong.append(f"{method}: nothing changes")
        self._messages[key] = after

    def verdict(self) -> list[str]:
        """Return all mistakes, including presses answered twice or never."""
        presses = {
            press: times for press in self.pressed | self.answered if (times := self.answered[press]) != 1
        }  # fmt: skip
        return [*self.wrong, *(f"press {press} answered {times} times" for press, times in presses.items())]


def against_schema(method: str, fields: Fields) -> Iterator[str]:
    """Yield what the schema does not allow: unknown fields, missing fields, wrong types."""
    known = {field["name"]: field for field in SCHEMA["methods"][method]}
    yield from (f"unknown field {name}" for name in fields.keys() - known.keys())
    yield from (f"missing {name}" for name, field in known.items() if field["required"] and name not in fields)
    for name in fields.keys() & known.keys():
        types = known[name]["types"]
        if not any(_is(of_form(fields[name], each), each) for each in types):
            yield f"{name} is none of {types}"


def of_form(value: str, kind: str) -> Any:
    """Read a form value: text as it is, everything else as JSON."""
    if kind == "String" or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def _is(value: Any, kind: str) -> bool:
    if kind.startswith("Array of "):
        return isinstance(value, list) and all(_is(each, kind.removeprefix("Array of ")) for each in value)
    if kind in PLAIN:
        return PLAIN[kind](value)
    of = SCHEMA["types"][kind]
    if "subtypes" in of:
        return any(_is(value, each) for each in of["subtypes"])
    known = {field["name"]: field for field in of.get("fields", [])}
    return (
        isinstance(value, dict)
        and value.keys() <= known.keys()
        and all(name in value for name, field in known.items() if field["required"])
        and all(any(_is(each, kind) for kind in known[name]["types"]) for name, each in value.items())
    )


PLAIN: dict[str, Callable[[Any], bool]] = {
    "Integer": lambda value: type(value) is int,
    "Float": lambda value: type(value) in {int, float},
    "String": lambda value: isinstance(value, str),
    "Boolean": lambda value: isinstance(value, bool),
    "True": lambda value: value is True,
    "InputFile": lambda value: isinstance(value, str) and value.startswith("attach://"),
}


def against_rules(method: str, fields: Fields) -> Iterator[str]:
    """Yield violations of rules outside the schema: lengths, markup, keyboards, commands."""
    if method in {"sendMessage", "editMessageText"}:
        yield from _text(fields, "text", 4096)
    if method in {"sendPhoto", "sendDocument"} and "caption" in fields:
        yield from _text(fields, "caption", 1024)
    if "reply_markup" in fields:
        yield from _keyboard(json.loads(fields["reply_markup"])["inline_keyboard"])
    if method == "setMyCommands":
        yield from _commands(json.loads(fields["commands"]))


def _text(fields: Fields, name: str, most: int) -> Iterator[str]:
    html = fields.get("parse_mode") == "HTML"
    read = Markup(fields[name]) if html else None
    length = len((read.seen if read else fields[name]).encode("utf-16-le")) // 2
    if not 1 <= length <= most:
        yield f"{length} characters"
    if read:
        yield from read.wrong


class Markup(HTMLParser):
    """HTML as Telegram parses it (A6)."""

    def __init__(self, text: str) -> None:
        """Parse a text."""
        super().__init__(convert_charrefs=True)
        self.seen, self.wrong, self._open = "", list[str](), list[str]()
        if ENTITY.search(text):
            self.wrong.append("an ampersand or entity Telegram does not know")
        self.feed(text)
        self.close()
        self.wrong += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a tag; only the tags that the bot may use are allowed."""
        if tag not in TAGS or (attrs and (tag != "a" or [name for name, _ in attrs] != ["href"])):
            self.wrong.append(f"<{tag}> {attrs}")
        self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the tag that was opened last."""
        if not self._open or self._open.pop() != tag:
            self.wrong.append(f"</{tag}> closes nothing")

    def handle_data(self, data: str) -> None:
        """Collect the visible text."""
        self.seen += data


def _keyboard(rows: list[list[dict[str, str]]]) -> Iterator[str]:
    keys = [key for row in rows for key in row]
    if not keys or len(keys) > 100 or any(not 1 <= len(row) <= 8 for row in rows):
        yield f"a keyboard of {[len(row) for row in rows]}"
    for key in keys:
        size = len(key.get("callback_data", "").encode())
        if not 1 <= size <= 64 or not key["text"].strip():
            yield f"a button «{key['text']}» that carries {size} bytes"


def _commands(commands: list[dict[str, str]]) -> Iterator[str]:
    for each in commands:
        if not COMMAND.fullmatch(each["command"]) or not 1 <= len(each["description"]) <= 256:
            yield f"command {each}"
