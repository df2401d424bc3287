"""Telegram's errors as results (A4): what each of them means for the message that was sent."""

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
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.channels.port import Later, Refused, SendResult, Unknown, Unreachable
from bot.errors import AccountStoppedError

NOT_MODIFIED = "message is not modified"
UNPARSED = "can't parse entities"
#: There is nothing to edit: deleted, or not ours to edit any more.
UNEDITABLE = ("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "message not found")
#: A 400 that is about the person: nobody can be written to there.
NOBODY = ("chat not found", "user not found", "PEER_ID_INVALID", "group chat was deactivated")
#: Nothing left this machine (A5): no name, no connection, no TLS, or no connection in time.
UNSENT = (ClientConnectorError, ConnectionTimeoutError)
UNREACHED = 5.0  #: seconds until Telegram is tried again when it cannot be reached

UNAUTHORIZED = (
    "Telegram не принимает ключ бота {account}: он введён с ошибкой или отозван. "
    "Возьмите ключ у @BotFather (/mybots → API Token) и впишите его в .env."
)
CONFLICT = (
    "С ключом бота {account} работает ещё одна программа: Telegram отдаёт сообщения только одной. "
    "Остановите вторую и запустите бота снова."
)


def result_of(error: TelegramAPIError | ClientDecodeError) -> SendResult:
    """Return the result an error means. What was answered in doubt, or not at all, may have arrived."""
    match error:
        case TelegramRetryAfter():
            return Later(error.retry_after, "429", whole=True)
        case TelegramForbiddenError():
            return Unreachable(_kind(error))
        case TelegramBadRequest() if any(said in error.message for said in NOBODY):
            return Unreachable(_kind(error))
        case TelegramUnauthorizedError() | TelegramConflictError() | TelegramNotFound():
            return Later(UNREACHED, type(error).__name__, whole=True)
        case TelegramEntityTooLarge():  # aiogram's is a network error, and the platform's is an answer
            return Refused(_kind(error))
        case TelegramNetworkError() if isinstance(error.__cause__, UNSENT):
            return Later(UNREACHED, "network", whole=True)
        case TelegramNetworkError() | TelegramServerError() | ClientDecodeError():
            return Unknown(type(error).__name__)
        case _:
            return Refused(_kind(error))


def stopped(account: str, error: TelegramAPIError | ClientDecodeError) -> AccountStoppedError | None:
    """Return the error that stops the account, in words; None when it goes on. A key never given is «Not Found»."""
    match error:
        case TelegramUnauthorizedError() | TelegramNotFound():
            return AccountStoppedError(UNAUTHORIZED.format(account=account))
        case TelegramConflictError():
            return AccountStoppedError(CONFLICT.format(account=account))
        case _:
            return None


def gone(error: TelegramBadRequest) -> bool:
    """Tell whether there is no message to edit."""
    return any(said in error.message for said in UNEDITABLE)


def _kind(error: TelegramAPIError) -> str:
    # «Bad Request: chat not found»: Telegram's own words, the second of which name the kind
    return ": ".join(error.message.split(": ")[:2])[:80]
