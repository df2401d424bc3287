"""Requests for the confirmation code cost at most one call of VK, whoever sends how many."""

import asyncio

import pytest

from bot.channels.vk.errors import CallFailed
from bot.channels.vk.settings.confirmation import KEPT, OPEN, REST, Confirmation

SECRET, CODE = "secret-213", "c0nf1rm"


class Asked:
    """VK, which tells the code when the test allows it, and a clock that the test moves."""

    def __init__(self) -> None:
        self.calls, self.now = 0, 0.0
        self.tells, self.fails = asyncio.Event(), False
        self.tells.set()

    async def __call__(self) -> str:
        """Return the code."""
        self.calls += 1
        await self.tells.wait()
        if self.fails:
            raise CallFailed("dropped")
        return CODE

    def confirmation(self, code: str = "") -> Confirmation:
        """Return what answers VK."""
        return Confirmation("vk", SECRET, self, code=code, timer=lambda: self.now)


async def told(of: Confirmation, secret: str = "") -> tuple[int, str]:
    """Ask for the code; return the status and the text."""
    response = await of.answer(secret)
    return response.status, response.text or ""


async def test_a_thousand_requests_at_once_are_one_call() -> None:
    """All of them get its answer, also when one of them hangs up."""
    asked = Asked()
    asked.tells.clear()
    confirmation = asked.confirmation()
    waiting = [asyncio.ensure_future(told(confirmation)) for _ in range(1000)]
    await asyncio.sleep(0)
    waiting.pop(0).cancel()
    asked.tells.set()
    assert set(await asyncio.gather(*waiting)) == {(200, CODE)}
    assert asked.calls == 1


async def test_the_code_is_remembered_for_hours() -> None:
    """Then VK is asked anew."""
    asked = Asked()
    confirmation = asked.confirmation()
    for asked.now in (0.0, KEPT - 1, KEPT):
        assert await told(confirmation, SECRET) == (200, CODE)
    assert asked.calls == 2


async def test_the_code_from_the_settings_costs_no_call() -> None:
    """Ever."""
    asked = Asked()
    confirmation = asked.confirmation("from-env")
    for asked.now in (0.0, 10 * KEPT):
        assert await told(confirmation, SECRET) == (200, "from-env")
    assert asked.calls == 0
    assert asked.calls == 0


async def test_vk_that_fails_is_not_asked_for_each_request() -> None:
    """After a rest it is; meanwhile the caller is told to come again."""
    asked = Asked()
    asked.fails, confirmation = True, asked.confirmation()
    for _ in range(100):
        assert (await told(confirmation))[0] == 503
    assert asked.calls == 1
    asked.fails, asked.now = False, REST
    assert await told(confirmation) == (200, CODE)


@pytest.mark.parametrize("secret", ["", "guess", "догадка", "\ud800"])
async def test_after_an_hour_only_the_secret_opens(secret: str, caplog: pytest.LogCaptureFixture) -> None:
    """The owner is told what to press."""
    asked = Asked()
    confirmation, asked.now = asked.confirmation(), OPEN
    assert (await told(confirmation, secret))[0] == 403
    assert "«Секретный ключ»" in caplog.text
    assert await told(confirmation, SECRET) == (200, CODE)


async def test_after_an_event_with_the_secret_only_the_secret_opens() -> None:
    """The address is confirmed by then, so VK does not ask for it again."""
    confirmation = Asked().confirmation()
    assert (await told(confirmation))[0] == 200
    confirmation.confirmed()
    assert (await told(confirmation))[0] == 403
    assert (await told(confirmation, SECRET))[0] == 200
