"""Check calls to VK: by VK's own schema, and by rules of its documentation that the schema lacks (B2, B3, B8)."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from tests.support.wire.fake_vk import Call

HERE = Path(__file__).parent / "schemas" / "vk"
BASE = "http://vk.invalid/"
INT32 = 2**31
#: Parameters that VK has but its schema lacks (B8): format_data, and `code` of execute.
UNKNOWN_TO_SCHEMA = {"messages.send": {"format_data"}, "messages.edit": {"format_data"}}
JSON_STRINGS = {"keyboard"}


def faults(calls: Iterable[Call]) -> list[str]:
    """Return the mistakes in these calls as sentences."""
    every = list(calls)
    return [f"{call.method}: {fault}" for call in every for fault in _faults(call)] + list(_twice(every))


def _faults(call: Call) -> Iterator[str]:
    if call.method == "execute":
        yield from ["code is empty"] if not call.values.get("code") else []
        return
    yield from _by_schema(call)
    yield from _by_hand(call)


def _by_schema(call: Call) -> Iterator[str]:
    known = _parameters().get(call.method)
    if known is None:
        yield "a method nobody copied the schema of"
        return
    for name in call.values.keys() - known.keys() - UNKNOWN_TO_SCHEMA.get(call.method, set()):
        yield f"{name} is no parameter"
    for name, schema in known.items():
        if name not in call.values:
            yield from [f"{name} is missing"] if schema.get("required") else []
        else:
            # for an edit, the schema only requires a string
            schema = _parameters()["messages.send"][name] if name in JSON_STRINGS else schema
            value = _typed(name, schema, call.values[name])
            whole = {"$id": BASE + "messages/methods.json", "allOf": [_turned(schema)]}
            validator = Draft7Validator(whole, registry=_registry())
            yield from (f"{name}: {error.message}" for error in validator.iter_errors(value))


def _by_hand(call: Call) -> Iterator[str]:
    if call.method == "messages.send":
        number = int(call.values.get("random_id", 0))
        yield from ["random_id is no int32, or 0"] if not (number and -INT32 <= number < INT32) else []
        yield from ["nobody to send to"] if not call.values.get("peer_ids") and not call.values.get("peer_id") else []
    if call.method in {"messages.send", "messages.edit"}:
        text = str(call.values.get("message", ""))
        yield from ["no words"] if not text.strip() else []
        yield from ["over 4096 characters"] if _units(text) > 4096 else []
        yield from ["marks left in the text"] if any(mark in text for mark in ("<b>", "</", "&amp;", "&lt;")) else []
        yield from _marks(text, json.loads(call.values.get("format_data") or "{}"))
        yield from _keys(json.loads(call.values.get("keyboard") or "{}"))


def _marks(text: str, data: Mapping[str, Any]) -> Iterator[str]:
    if data and data.get("version") != 1:
        yield "format_data has another version"
    for item in data.get("items", []):
        if item["type"] not in {"bold", "italic", "underline", "url"}:
            yield f"format_data has a mark {item['type']}"
        if not (item["offset"] >= 0 and item["length"] > 0 and item["offset"] + item["length"] <= _units(text)):
            yield "a mark lies outside the text"
        if (item["type"] == "url") != bool(item.get("url")):
            yield "an address without a mark, or a mark without an address"


def _keys(keyboard: Mapping[str, Any]) -> Iterator[str]:
    rows = keyboard.get("buttons", [])
    most, tall = (10, 6) if keyboard.get("inline") else (40, 10)
    if sum(map(len, rows)) > most or len(rows) > tall or any(not 1 <= len(row) <= 5 for row in rows):
        yield "a keyboard of a size VK does not take (911)"
    for action in (button["action"] for row in rows for button in row):
        if not 1 <= len(action["label"]) <= 40:
            yield "a label that is empty or over 40"
        payload = action.get("payload", "{}")
        if len(payload) > 255 or not isinstance(json.loads(payload), dict):
            yield "a payload over 255 or no object"


def _twice(calls: Iterable[Call]) -> Iterator[str]:
    answered = Counter(call.values["event_id"] for call in calls if call.method == "messages.sendMessageEventAnswer")
    yield from (f"a press answered {times} times" for times in answered.values() if times > 1)


def _typed(name: str, schema: Mapping[str, Any], value: Any) -> Any:
    # in a form, every value is text
    if name in JSON_STRINGS:
        return json.loads(value)
    match schema.get("type"):
        case "integer":
            return int(value)
        case "boolean":
            return {"0": False, "1": True}.get(str(value), value)
        case "array":
            return [int(each) for each in str(value).split(",") if each]
        case _:
            return value


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@cache
def _parameters() -> dict[str, dict[str, Mapping[str, Any]]]:
    found = [method for file in HERE.glob("*/methods.json") for method in json.loads(file.read_text())["methods"]]
    return {each["name"]: {param["name"]: param for param in each.get("parameters", [])} for each in found}


@cache
def _registry() -> Registry[Any]:
    files = ((file.relative_to(HERE).as_posix(), json.loads(file.read_text())) for file in HERE.glob("*/*.json"))
    return Registry().with_resources(
        (BASE + name, Resource.from_contents(_turned(body), default_specification=DRAFT7)) for name, body in files
    )


def _turned(node: Any) -> Any:
    """Turn VK's schema into draft 7: move `required` out of properties, and drop what is stricter than VK itself."""
    if isinstance(node, list):
        return [_turned(each) for each in node]
    if not isinstance(node, dict):
        return node
    left = {key: _turned(value) for key, value in node.items() if key not in {"required", "format", "entity"}}
    if "$ref" in left:
        left.pop("type", None)  # it is JSON in a string and has been parsed
    if isinstance(node.get("properties"), dict):
        must = [name for name, each in node["properties"].items() if isinstance(each, dict) and each.get("required")]
        left["required"] = [name for name in must if name != "one_time"]  # VK allows {"buttons":[]}
    if node.get("enum") == ["default", "positive", "negative", "primary"]:
        left["enum"] = [*node["enum"], "secondary"]
    return left
