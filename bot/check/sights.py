"""The most every view can say, to measure texts by."""

from collections.abc import Mapping
from datetime import date

from bot.views.misses import AttachingSight, ExampleSight, Guessed, LessonSight, MissSight, Topic, Would
from flows.readers import LESSON_LIMIT, PHRASE_LIMIT

DAY = date(2026, 9, 30)
SHAPE = ", ".join(["подтверждения"] * 8 + ["№", "…"])
LABEL, ABOUT = "Щ" * 40, "Щ" * 90

#: By the name of the view, as bot/views gives it
SIGHTS: Mapping[str, object] = {
    "kept": dict.fromkeys(
        ("chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files", "lessons"), 1234
    ),
    "miss": MissSight(SHAPE, 12345, DAY, (Guessed(LABEL, 1234), Guessed("", 1234), Guessed(LABEL, 12)), whole=True),
    "lesson": LessonSight("Щ" * LESSON_LIMIT, LABEL, DAY),
    "meanings": [Topic(LABEL, ABOUT)] * 20,
    "attaching": AttachingSight(
        "Щ" * LESSON_LIMIT, LABEL, ABOUT, LABEL, ("щ" * 12,) * 9, (Would(LABEL, "Щ" * PHRASE_LIMIT),) * 4, 123
    ),
    "example": ExampleSight("Щ" * LESSON_LIMIT, LABEL, DAY),
}
