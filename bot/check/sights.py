"""The most every view can say, to measure texts by."""

from collections.abc import Mapping

#: By the name of the view, as bot/views gives it
SIGHTS: Mapping[str, object] = {
    "kept": dict.fromkeys(("chats", "children", "records", "tickets", "lines", "timers", "deliveries"), 1234),
}
