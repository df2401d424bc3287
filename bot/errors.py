"""The errors of this package. The docstring of each class is Russian, because it is the message printed to people.

BotError
├── BadSettingsError    the environment or .env is wrong; carries a sentence for each setting
├── PortTakenError      a port cannot be listened on
├── NoSuchFlowError     the book has no flow of that name
├── BadMessagesError    a file of labelled messages is not a CSV with the columns text and intent
├── SavedCopyError      a copy of a database that was lost while the bot ran lies beside the database
├── AccountRefusedError a platform refuses an account itself; the account rests and tries again
├── AllRefusedError     every account stayed refused for long; the program ends
└── UnansweredError     a platform cannot be reached, or its answer is unreadable; it is retried
"""

from collections.abc import Sequence

from bot.refusals import Refusal

IN_ENV = "а для run — HEALTH_PORT или WEBHOOK_PORT в .env"


class BotError(Exception):
    """Проводник не может продолжать."""


class BadSettingsError(BotError):
    """Настройки не подходят: исправьте их в .env или в окружении."""

    def __init__(self, sentences: list[str]) -> None:
        """Store `sentences`, one for each invalid setting, and build the message from them."""
        super().__init__("\n".join([str(self.__doc__), *(f"  {each}" for each in sentences)]))
        self.sentences = sentences


class PortTakenError(BotError):
    """Порт занят или недопустим."""

    def __init__(self, port: int) -> None:
        """Build the message: `port` is taken or invalid, and how to choose another one."""
        super().__init__(f"Порт {port} занят или недопустим. Выберите другой: python -m bot demo --port 8081, {IN_ENV}")


class NoSuchFlowError(BotError):
    """Такого разговора нет."""

    def __init__(self, name: str, known: list[str]) -> None:
        """Build the message: no flow is called `name`; the existing flows are `known`."""
        super().__init__(f"Разговора «{name}» нет. Есть: {', '.join(known)}.")


class BadMessagesError(BotError):
    """Файл с сообщениями не подходит."""

    def __init__(self, file: object, why: str) -> None:
        """Build the message: `file` does not fit, the reason `why`, and the expected format."""
        super().__init__(f"Файл {file} не подходит: {why}. Нужен CSV в UTF-8 со столбцами text и intent.")


class SavedCopyError(BotError):
    """Рядом с базой лежит её копия."""

    def __init__(self, path: object, copy: object) -> None:
        """Build the message: the database `path`, its `copy`, and what to do with it."""
        super().__init__(
            f"Рядом с базой лежит {copy}: бот сохранил эту копию, когда файл {path} пропал или был подменён. Если "
            f"нужна она, переименуйте её в {path} (прежние {path}-wal и {path}-shm удалите). Если нет, уберите её "
            "из папки: в ней то, что писали люди."
        )


class AccountRefusedError(BotError):
    """Платформа не принимает учётную запись бота."""

    def __init__(self, account: str, refusal: Refusal) -> None:
        """Build the message: the sentence of `refusal` about `account`."""
        super().__init__(refusal.why.format(account=account))
        self.account, self.refusal = account, refusal


class AllRefusedError(BotError):
    """Ни одна учётная запись бота не работает."""

    def __init__(self, whys: Sequence[str]) -> None:
        """Build the message. `whys`: the sentence of each account's refusal."""
        super().__init__("\n".join([*whys, f"{self.__doc__} Бот остановлен: исправьте причину и запустите его снова."]))


class UnansweredError(BotError):
    """Платформа не отвечает."""
