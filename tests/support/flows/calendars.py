"""The shipped calendar, and a short form for moments in tests."""

from datetime import datetime
from zoneinfo import ZoneInfo

import yaml

from flows.values.calendar import MOSCOW, Calendar
from tests.support.root import ROOT

SHIPPED = ROOT / "texts" / "calendar.yaml"
VLADIVOSTOK = ZoneInfo("Asia/Vladivostok")


def told() -> dict[str, object]:
    """Read the shipped calendar as the loader does: every scalar is a string."""
    words = yaml.load(SHIPPED.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 a loader of strings only
    assert isinstance(words, dict)
    return words


CALENDAR = Calendar.of(told())


def at(words: str, zone: ZoneInfo = MOSCOW) -> datetime:
    return datetime.fromisoformat(words).replace(tzinfo=zone)
