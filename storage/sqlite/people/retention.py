"""How long rows that name a person are kept, for every table; `texts/consent/details.j2` tells people the same."""

from collections.abc import Mapping
from datetime import timedelta
from enum import Enum

SEEN_FOR = timedelta(days=8)  #: updates that were taken, and the budget of unasked messages
WORDS_FOR = timedelta(days=30)  #: texts, after a ticket is closed or a message is sent
ANSWERED_FOR = timedelta(days=30)  #: a ticket, after its last answer; then it is closed
REPEATED_AFTER = timedelta(days=150)  #: a ticket without an answer: both sides are told again
UNANSWERED_FOR = timedelta(days=180)  #: a ticket without an answer; then it is closed
DRAFTS_FOR = timedelta(days=2)  #: a draft that was never sent
FAULTS_FOR = timedelta(days=30)  #: updates that were laid aside
LOG_FOR = timedelta(days=1096)  #: when consent was given, when somebody was erased, which letters were urgent
STRANGERS_FOR = timedelta(days=365)  #: who never agreed to anything, after they last wrote
TRIES_FOR = timedelta(hours=1)


class Kept(Enum):
    """How long rows are kept that have no span of their own."""

    person = "until the person erases themselves, or is forgotten as a stranger"
    nameless = "without a name after the person is erased: the row belongs to the school or to a child"


#: By table: a span, a rule, or the table whose row takes them with it
RETENTION: Mapping[str, timedelta | Kept | str] = {
    "acquaintance": Kept.nameless,
    "broadcasts": WORDS_FOR,
    "campaigns": WORDS_FOR,
    "chats": Kept.person,
    "children": Kept.person,
    "codes": Kept.nameless,
    "confirmed": "broadcasts",
    "declined": "persons",
    "deliveries": WORDS_FOR,
    "examples": Kept.nameless,
    "extracts": "children",
    "files": WORDS_FOR,
    "fronts": "children",
    "fronts_due": "children",
    "guardians": "persons",
    "happenings": LOG_FOR,
    "hats": "persons",
    "laid_aside": FAULTS_FOR,
    "lessons": WORDS_FOR,
    "linked": "links",
    "links": "persons",
    "orders": Kept.nameless,
    "overrides": Kept.nameless,
    "persons": Kept.person,
    "postponed": "chats",
    "progress": "children",
    "prompts": "rounds",
    "reminded": SEEN_FOR,
    "rests_told": "campaigns",
    "sessions": "chats",
    "several": "persons",
    "spared": "broadcasts",
    "stages": "children",
    "ticket_lines": WORDS_FOR,
    "tickets": "persons",
    "timers": "persons",
    "tries": TRIES_FOR,
    "urgent_letters": LOG_FOR,
}
