"""The most every view can say, to measure texts by."""

from collections.abc import Mapping

from storage.values import Roll, SlipRow

#: By the name of the view, as bot/views gives it
SIGHTS: Mapping[str, object] = {
    "roll": Roll(60, 60, 60),
    "slips": tuple(SlipRow(number, "kkk-kkkkkk") for number in range(1, 61)),
    "kept": dict.fromkeys(("chats", "children", "records", "tickets", "lines", "timers", "deliveries", "files"), 1234),
}
