"""The settings on which receiving depends are checked while the bot runs; each fault is told once."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.app.watching.reception import AGAIN, LOOK, ReceptionWatch

VERSION = "Версия API — 5.81, а нужна 5.199."


class Platform:
    """Answers of one platform, one for each check; then the checks end."""

    def __init__(self, *answers: Sequence[str] | Exception) -> None:
        self.answers, self.slept, self.over = list(answers), list[float](), asyncio.Event()

    async def __call__(self) -> Sequence[str]:
        """Return the faults."""
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def sleep(self, seconds: float) -> None:
        """Record a sleep; the one after the last answer never ends."""
        self.slept.append(seconds)
        if not self.answers:
            self.over.set()
            await asyncio.Event().wait()


async def checked(*answers: Sequence[str] | Exception) -> tuple[ReceptionWatch, Platform]:
    """Run the watch over one account with these answers."""
    platform = Platform(*answers)
    watch = ReceptionWatch({"vk": platform}, platform.sleep)
    running = asyncio.create_task(watch.run(lambda: None))
    await platform.over.wait()
    running.cancel()
    return watch, platform


async def test_a_fault_is_told_once_and_its_end_once(caplog: pytest.LogCaptureFixture) -> None:
    """It is looked at each minute while it lasts, so that a repair shows soon."""
    watch, platform = await checked([], [VERSION], [VERSION], [VERSION], [])
    assert [each.getMessage() for each in caplog.records] == [
        f"vk: {VERSION}", "vk: настройки исправлены, сообщения снова приходят.",
    ]  # fmt: skip
    assert platform.slept == [LOOK, AGAIN, AGAIN, AGAIN, LOOK]
    assert watch.faults == {}


async def test_a_fault_is_shown_while_it_lasts() -> None:
    """In health, by account."""
    watch, _ = await checked([VERSION])
    assert watch.faults == {"vk": [VERSION]}


async def test_a_platform_that_does_not_answer_changes_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """The account's own parts report that it is not reached; the text of an error is not logged."""
    watch, platform = await checked([VERSION], OSError("words of a person"), KeyError("events"))
    assert watch.faults == {"vk": [VERSION]}
    assert platform.slept == [AGAIN, AGAIN, AGAIN]
    assert "words" not in caplog.text


async def test_accounts_do_not_wait_for_each_other() -> None:
    """One hangs, another is checked."""
    hangs, works = asyncio.Event(), Platform([VERSION])

    async def hanging() -> list[str]:
        await hangs.wait()
        return []

    watch = ReceptionWatch({"telegram": hanging, "vk": works}, works.sleep)
    running = asyncio.create_task(watch.run(lambda: None))
    await works.over.wait()
    running.cancel()
    assert list(watch.faults) == ["vk"]
