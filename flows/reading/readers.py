"""The registry of readers, by the name that a flow uses: `read: past_day`."""

from collections.abc import Mapping

from flows.reading.access_code import code
from flows.reading.days import coming_day, coming_moment, past_day
from flows.reading.drafts import answer, draft, letter, phrase, submitted
from flows.reading.families import class_name, count, days_over, family, family_numbers, number
from flows.reading.reader import Reader

READERS: Mapping[str, Reader] = {
    "code": Reader(("code",), code, raw=True),
    "past_day": Reader(("sent_on",), past_day),
    "coming_day": Reader(("last_day",), coming_day),
    "class_name": Reader(("class_name",), class_name),
    "count": Reader(("count",), count, figures=True),
    "family": Reader(("family", "family_label"), family, figures=True),
    "number": Reader(("number",), number, figures=True),
    "draft": Reader(("draft",), draft, free=True),
    "answer": Reader(("draft",), answer, free=True),
    "lesson": Reader(("draft",), submitted, free=True),
    "phrase": Reader(("phrase",), phrase, free=True),
    "letter": Reader(("draft", "signs"), letter, free=True),
    "family_numbers": Reader(("segment",), family_numbers, raw=True),
    "days_over": Reader(("segment",), days_over, raw=True),
    "coming_moment": Reader(("at",), coming_moment, raw=True),
}
