"""Maps each error of Telegram to the send result of its message (platform fact A4)."""

from collections.abc import Mapping

from aiogram.exceptions import (
    ClientDecodeError,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)

from bot.channels.network.trouble import never_left
from bot.channels.port import Later, Refused, SendResult, Unknown, Unreachable
from bot.refusals import RECEIVING, SENDING, Refusal, Rest

NOT_MODIFIED = "message is not modified"
UNPARSED = "can't parse entities"
#: The message to edit was deleted or can no longer be edited.
UNEDITABLE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "message not found")
#: Descriptions of a 400 that mean that the bot cannot write to the person.
NOBODY = ("chat not found", "user not found", "PEER_ID_INVALID", "group chat was deactivated")
UNREACHED = 5.0  #: seconds until the next attempt when Telegram cannot be reached

UNAUTHORIZED = (
    "Telegram не принимает ключ бота {account}: он введён с ошибкой или отозван. "
    "Возьмите ключ у @BotFather (/mybots → API Token) и впишите его в .env."
)
CONFLICT = (
    "С ключом бота {account} работает ещё одна программа: Telegram отдаёт сообщения только одной. "
    "Остановите вторую; эта проверяет раз в минуту и продолжит сама."
)
WEBHOOK = (
    "Telegram не принимает адрес из TELEGRAM_WEBHOOK_URL для бота {account}: нужен https с настоящим сертификатом и "
    "порт 443, 80, 88 или 8443. Исправьте его в .env."
)
MOVED = (
    "Адрес, куда Telegram присылает сообщения бота {account}, сменила другая программа с тем же ключом. "
    "Остановите её; эта вернёт адрес себе."
)
ACCEPTED = "Telegram снова принимает ключ бота {account}: бот работает."
ALONE = "Другой программы с ключом бота {account} больше не видно: бот работает."
DELIVERS = "Telegram снова присылает сообщения бота {account} сюда."

#: Two programs that take turns poll for a minute each; so three quiet minutes show that the other one has ended.
TURNS, QUIET = Rest(60.0, 60.0), 180.0
#: The refusals of a poll and of the calls before it, by error code. Telegram answers 404 to a token it never issued.
POLL = {
    **dict.fromkeys((401, 404), Refusal(UNAUTHORIZED, ACCEPTED, RECEIVING)),
    409: Refusal(CONFLICT, ALONE, TURNS, quiet=QUIET, passes=True),
}
#: The refusals of a send.
SEND = {
    **dict.fromkeys((401, 404), Refusal(UNAUTHORIZED, ACCEPTED, SENDING)),
    409: Refusal(CONFLICT, ALONE, Rest(5.0, 60.0), passes=True),
}
BAD_WEBHOOK = Refusal(WEBHOOK, DELIVERS, RECEIVING)
#: The address is set again after the rest; it is looked at every ten minutes (`transport/intake.py`).
TAKEN_WEBHOOK = Refusal(MOVED, DELIVERS, TURNS, quiet=1500.0, passes=True)
NO_METHOD = "method not found"  #: a 404 with these words is about the method: some servers lack one


def result_of(error: TelegramAPIError | ClientDecodeError) -> SendResult:
    """Return the send result for `error`. It is Unknown if the server failed or its answer is missing or unreadable."""
    match error:
        case TelegramRetryAfter():
            return Later(error.retry_after, "429", whole=True)
        case TelegramForbiddenError():
            return Unreachable(_kind(error))
        case TelegramBadRequest() if any(said in error.message for said in NOBODY):
            return Unreachable(_kind(error))
        case TelegramAPIError() if refused := refusal(error, SEND):
            return Later(0, type(error).__name__, whole=True, refusal=refused)
        case TelegramEntityTooLarge():  # aiogram makes it a network error, but Telegram did answer
            return Refused(_kind(error))
        # the request never left this machine (A5): DNS, proxy, connection or TLS failed, or connecting took too long
        case TelegramNetworkError() if never_left(error):
            return Later(UNREACHED, "network", whole=True)
        case TelegramNetworkError() | TelegramServerError() | ClientDecodeError():
            return Unknown(type(error).__name__)
        case _:
            return Refused(_kind(error))


def refusal(error: TelegramAPIError | ClientDecodeError, of: Mapping[int, Refusal]) -> Refusal | None:
    """Return the refusal of the account from the table `of`; None if the error does not concern the account.

    A page of a proxy with the status 404 is a ClientDecodeError, so it is not a refusal.
    """
    match error:
        case TelegramUnauthorizedError():
            return of[401]
        case TelegramNotFound() if NO_METHOD not in error.message:
            return of[404]
        case TelegramConflictError():
            return of[409]
        case _:
            return None


def gone(error: TelegramBadRequest) -> bool:
    """Return True if the message to edit was deleted or can no longer be edited."""
    return any(said in error.message for said in UNEDITABLE)


def _kind(error: TelegramAPIError) -> str:
    # «Bad Request: chat not found»: the second part of Telegram's message names the kind of the error
    return ": ".join(error.message.split(": ")[:2])[:80]
