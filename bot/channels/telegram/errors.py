"""Maps each error of Telegram to the send result of its message (platform fact A4)."""

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
from bot.errors import AccountStoppedError

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
    "Остановите вторую и запустите бота снова."
)


def result_of(error: TelegramAPIError | ClientDecodeError) -> SendResult:
    """Return the send result for `error`. It is Unknown if the server failed or its answer is missing or unreadable."""
    match error:
        case TelegramRetryAfter():
            return Later(error.retry_after, "429", whole=True)
        case TelegramForbiddenError():
            return Unreachable(_kind(error))
        case TelegramBadRequest() if any(said in error.message for said in NOBODY):
            return Unreachable(_kind(error))
        case TelegramUnauthorizedError() | TelegramConflictError() | TelegramNotFound():
            return Later(UNREACHED, type(error).__name__, whole=True)
        case TelegramEntityTooLarge():  # aiogram makes it a network error, but Telegram did answer
            return Refused(_kind(error))
        # the request never left this machine (A5): DNS, proxy, connection or TLS failed, or connecting took too long
        case TelegramNetworkError() if never_left(error):
            return Later(UNREACHED, "network", whole=True)
        case TelegramNetworkError() | TelegramServerError() | ClientDecodeError():
            return Unknown(type(error).__name__)
        case _:
            return Refused(_kind(error))


def stopped(account: str, error: TelegramAPIError | ClientDecodeError) -> AccountStoppedError | None:
    """Return the error that stops the account; None if the account need not stop.

    Telegram answers «Not Found» to an unknown token.
    """
    match error:
        case TelegramUnauthorizedError() | TelegramNotFound():
            return AccountStoppedError(UNAUTHORIZED.format(account=account))
        case TelegramConflictError():
            return AccountStoppedError(CONFLICT.format(account=account))
        case _:
            return None


def gone(error: TelegramBadRequest) -> bool:
    """Return True if the message to edit was deleted or can no longer be edited."""
    return any(said in error.message for said in UNEDITABLE)


def _kind(error: TelegramAPIError) -> str:
    # «Bad Request: chat not found»: the second part of Telegram's message names the kind of the error
    return ": ".join(error.message.split(": ")[:2])[:80]
