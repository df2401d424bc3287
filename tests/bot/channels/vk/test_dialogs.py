"""A dialog that staff answer by hand, when the clock is set back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.channels.vk.dialogs import SILENCE, Dialogs
from tests.support.empty_store import opened_at

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Set:
    """A clock that shows what it is set to."""

    def __init__(self, moment: datetime) -> None:
        """Show `moment`."""
        self.moment = moment

    def now(self) -> datetime:
        """Return the moment it shows."""
        return self.moment


async def test_after_a_clock_ran_ahead_a_dialog_is_quiet_for_a_day_at_most(tmp_path: Path) -> None:
    store = await opened_at(tmp_path / "bot.db")
    clock = Set(NOON + timedelta(days=30))
    dialogs = Dialogs("vk", store, clock)
    dialogs.hush("1")
    clock.moment = NOON
    assert dialogs.quiet("1")
    clock.moment = NOON + SILENCE
    assert not dialogs.quiet("1")
    await store.close()
