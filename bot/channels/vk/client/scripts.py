"""Writes several calls of VK's API as one script for `execute` (platform fact B5)."""

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

TOGETHER = 25  #: calls in one `execute` (B5)
CODE = 60_000  #: characters of one `execute`; VK documents no limit, this is a cautious one

Values = Mapping[str, object]


class Call(NamedTuple):
    """A method of the API and its parameters, without the token."""

    method: str
    values: Values


def script(calls: Sequence[Call]) -> str:
    """Return calls as VKScript, in the form that vk_api's own pool uses."""
    return f"return [{','.join(f'API.{call.method}({_written(call.values)})' for call in calls)}];"


def _written(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
