"""Maps each error code of VK to the send result of its message (platform fact B4)."""

from enum import Enum

from bot.channels.port import Later, Refused, SendResult, Unknown, Unreachable
from bot.errors import AccountStoppedError


class Class(Enum):
    """The cause of a failure, which decides what happens to the message."""

    again = "the call may have been carried out: Unknown; repeat it with the same random_id, VK drops duplicates"
    slower = "too many calls: repeat the same call a moment later"
    flood = "the same text to one person too often: retry after minutes"
    rights = "missing rights or a refusal by this person, the code does not say which: retry after minutes, a few times"
    account = "the community cannot send now: its whole queue waits, and an error is logged"
    gone = "this person cannot be written to"
    ours = "a bug of ours"


class CallFailed(Exception):
    """A call of VK failed. Contains a code or a kind of failure, never VK's text and never the token."""

    def __init__(self, why: str, code: int = 0, *, sent: bool = True) -> None:
        """Store the reason. `code`: VK's error code, 0 for none. `sent`: the request may have reached VK."""
        super().__init__(why)
        self.why, self.code, self.sent = why, code, sent

    @property
    def kind(self) -> Class:
        """Return the class of the failure. An undocumented code counts as a bug in our code."""
        return CLASSES.get(self.code, Class.ours) if self.code else Class.again


CLASSES = {
    **dict.fromkeys((1, 10, 36), Class.again),
    6: Class.slower,
    9: Class.flood,
    **dict.fromkeys((7, 15), Class.rights),
    # 29 too many calls, 14 captcha, 5 27 28 token, 912 bot features off, 984 suspected spam
    **dict.fromkeys((5, 14, 27, 28, 29, 912, 984), Class.account),
    # 18 37 113 nobody there; 900 901 902 denied; 917 … 946 states of group chats; 932 936 950 1021 no conversation
    **dict.fromkeys((18, 37, 113, 900, 901, 902, 917, 922, 925, 927, 932, 936, 945, 946, 950, 1021), Class.gone),
    # 3 8 100 910 911 914 940 943 944, 12 13 of execute, 909 of an edit: listed so that the table is complete
    **dict.fromkeys((3, 8, 12, 13, 100, 909, 910, 911, 914, 940, 943, 944), Class.ours),
}
#: Codes of a rejected token: no call succeeds until somebody replaces the token.
TOKEN = frozenset({5, 27, 28})
#: Codes of a message that VK may have refused because of its attachment: a parameter, a photo or a document is invalid.
BAD_FILE = frozenset({100, 129, 1150, 1153})
#: Seconds to wait before a retry, by code.
WAITS = {6: 1.0, 29: 3600.0, 984: 3600.0, 14: 600.0}
WAIT = 300.0  #: seconds to wait for any other code
UNREACHED = 5.0  #: seconds until the next attempt when VK cannot be reached

UNAUTHORIZED = (
    "ВКонтакте не принимает ключ сообщества {account}: он введён с ошибкой или удалён. Создайте новый: «Управление» → "
    "«Работа с API» → «Ключи доступа», права «Управление сообществом» и «Сообщения сообщества» — и впишите его в .env."
)

RIGHTS = (
    "Ключу сообщества {account} не хватает прав: нужны «Управление сообществом» и «Сообщения сообщества». Создайте "
    "новый ключ: «Управление» → «Работа с API» → «Ключи доступа» — и впишите его в .env."
)


def result_of(failed: CallFailed, *, personal: bool = False) -> SendResult:
    """Return the result of a message whose call failed. `personal`: the call succeeded, but not for this recipient."""
    match Class.gone if personal and failed.kind is Class.rights else failed.kind:
        case Class.gone:
            return Unreachable(failed.why)
        case Class.ours:
            return Refused(failed.why)
        case Class.again:
            return Unknown(failed.why) if failed.sent else Later(UNREACHED, failed.why, whole=True)
        case Class.flood | Class.rights:
            return Later(WAIT, failed.why)
        case _:
            return Later(WAITS.get(failed.code, WAIT), failed.why, whole=True)


def stopped(account: str, failed: CallFailed) -> AccountStoppedError | None:
    """Return the error that stops the account; None if the account need not stop because of this failure."""
    sentence = UNAUTHORIZED if failed.code in TOKEN else RIGHTS if failed.kind is Class.rights else ""
    return AccountStoppedError(sentence.format(account=account)) if sentence else None
