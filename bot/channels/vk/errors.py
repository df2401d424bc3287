"""Maps each error code of VK to the send result of its message (platform fact B4)."""

from enum import Enum

from bot.channels.network.trouble import Trouble
from bot.channels.port import Later, Refused, SendResult, Unknown, Unreachable
from bot.errors import AccountRefusedError, UnansweredError
from bot.refusals import RECEIVING, SENDING, Refusal, Rest


class Class(Enum):
    """The cause of a failure, which decides what happens to the message."""

    again = "the call may have been carried out: Unknown; repeat it with the same random_id, VK drops duplicates"
    slower = "too many calls: repeat the same call a moment later"
    flood = "the same text to one person too often: retry after minutes"
    rights = "missing rights or a refusal by this person, the code does not say which: retry after minutes, a few times"
    account = "the community cannot send now: its whole queue waits, and the owner is told why"
    gone = "this person cannot be written to"
    ours = "a bug of ours"


class CallFailed(Exception):
    """A call of VK failed. Contains a code or a kind of failure, never VK's text and never the token."""

    def __init__(
        self, why: str, code: int = 0, *, sent: bool = True, ours: bool = False, trouble: Trouble | None = None
    ) -> None:
        """Store the reason. `code`: VK's error code, 0 for none. `sent`: the request may have reached VK.

        `ours`: a code of Class.rights is known to be about our token. `trouble`: what went wrong on the way to VK, None
        if VK answered.
        """
        super().__init__(why)
        self.why, self.code, self.sent, self.ours, self.trouble = why, code, sent, ours, trouble

    @property
    def kind(self) -> Class:
        """Return the class of the failure. An undocumented code counts as a bug in our code."""
        found = CLASSES.get(self.code, Class.ours) if self.code else Class.again
        return Class.account if self.ours and found is Class.rights else found


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
WAITS = {6: 1.0}
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

LIMIT = (
    "Сообщество {account} исчерпало предел сообщений, который ставит ВКонтакте (29). Бот пробует снова раз в час; "
    "сообщения ждут в очереди."
)
CAPTCHA = (
    "ВКонтакте просит сообщество {account} подтвердить, что оно не робот (14). Зайдите в сообщество с компьютера; бот "
    "пробует снова раз в десять минут."
)
SPAM = (
    "ВКонтакте приняло сообщения сообщества {account} за спам (984) и пока их не доставляет. Бот пробует снова раз в "
    "час; если не пройдёт, напишите в поддержку ВКонтакте."
)
FEATURES = (
    "В сообществе {account} выключены «Возможности ботов» (912). Включите: «Управление» → «Сообщения» → «Настройки для "
    "бота»."
)
LONG_POLL = (
    "ВКонтакте не отдаёт события сообщества {account}: выключен Long Poll API или неверен номер сообщества. Включите: "
    "«Управление» → «Работа с API» → «Long Poll API»."
)
ACCEPTED = "ВКонтакте снова принимает ключ сообщества {account}: бот работает."
SENDS = "ВКонтакте снова доставляет сообщения сообщества {account}."

HOURLY, TEN_MINUTES, FIVE_MINUTES = (Rest(seconds, seconds) for seconds in (3600.0, 600.0, 300.0))
#: The refusals of the token, by code.
KEY = {
    **dict.fromkeys(TOKEN, Refusal(UNAUTHORIZED, ACCEPTED, RECEIVING)),
    **dict.fromkeys((7, 15), Refusal(RIGHTS, ACCEPTED, RECEIVING)),
}
#: The refusals of the calls that receiving needs. 100: the long poll is off, or the number of the community is wrong.
POLL = {**KEY, 100: Refusal(LONG_POLL, ACCEPTED, RECEIVING)}
#: The refusals of a send.
SEND = {
    **{code: refusal._replace(rest=SENDING) for code, refusal in KEY.items()},
    14: Refusal(CAPTCHA, SENDS, TEN_MINUTES),
    29: Refusal(LIMIT, SENDS, HOURLY, passes=True),
    912: Refusal(FEATURES, SENDS, FIVE_MINUTES),
    984: Refusal(SPAM, SENDS, HOURLY, passes=True),
}


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
        case Class.account:
            return Later(0, failed.why, whole=True, refusal=SEND[failed.code])
        case _:
            return Later(WAITS.get(failed.code, WAIT), failed.why, whole=True)


def unreceived(account: str, failed: CallFailed) -> AccountRefusedError | UnansweredError:
    """Return the error to raise after a failed call that receiving needs."""
    refusal = POLL.get(failed.code)
    return AccountRefusedError(account, refusal) if refusal else UnansweredError(failed.why)
