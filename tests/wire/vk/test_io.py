"""vk-io, the VK client of most JavaScript bots, works with our fake: a second judge, if node is installed.

`npm install --no-package-lock` in `tests/wire/vk/vk_io` installs it; the bot itself does not need it.
"""

import asyncio
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.wire import vk_events as vk
from tests.support.wire.fake_vk import GROUP, TOKEN, FakeVk

HERE = Path(__file__).parent / "vk_io"
WHERE = "нет node с vk-io: npm install --no-package-lock в tests/wire/vk/vk_io"


def absent() -> bool:
    """Return whether node or vk-io is missing."""
    return shutil.which("node") is None or not (HERE / "node_modules" / "vk-io").is_dir()


pytestmark = pytest.mark.skipif(absent(), reason=WHERE)


async def test_vk_io_talks_to_the_fake_as_to_vk() -> None:
    """It sends, repeats, executes, uploads, polls and answers a press, with the results we expect."""
    async with FakeVk() as fake:
        judging = await asyncio.create_subprocess_exec(
            "node", "judge.mjs", fake.url, TOKEN, str(GROUP), cwd=HERE, stdout=-1, stderr=-1
        )
        await asyncio.wait_for(fake.polled.wait(), 30)
        fake.happen(vk.started(1, "demo-3b"))
        fake.happen(vk.sent(1, "photo", "doc"))
        fake.happen(vk.pressed(1, {"p": "v1:done"}))
        out, error = await asyncio.wait_for(judging.communicate(), 30)
        assert out, error.decode()[-2000:]
        told = json.loads(out)
        _judged(told, fake)


def _judged(told: dict[str, Any], fake: FakeVk) -> None:
    assert [each["peer_id"] for each in told["sent"]] == [1, 2]
    assert (told["again"], fake.repeats) == (told["sent"], 2)
    assert (told["refused"], len(told["executed"]["response"])) == (100, 1)
    assert [told["picture"], told["document"]] == list(fake.attachments)
    assert [message.text for message in fake.shown(1)] == ["Ёлка", "да"]
    start = {"text": "Начать", "payload": {"command": "start"}, "ref": "demo-3b"}
    assert [each for each in told["messages"] if each["ref"]] == [start]
    assert [each.partition("_")[0] for each in told["attached"]] == ["photo1", "doc1"]
    assert (told["pressed"], len(fake.answered)) == ([{"p": "v1:done"}], 1)
