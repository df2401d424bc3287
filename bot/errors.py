"""The errors of this package; the docstring of each is its message.

BotError
└── BadSettingsError    the environment or .env is wrong; carries a sentence for each setting
"""


class BotError(Exception):
    """Проводник не может продолжать."""


class BadSettingsError(BotError):
    """Настройки не подходят: исправьте их в .env или в окружении."""

    def __init__(self, sentences: list[str]) -> None:
        """Keep a sentence for each setting that is wrong."""
        super().__init__("\n".join([str(self.__doc__), *(f"  {each}" for each in sentences)]))
        self.sentences = sentences
