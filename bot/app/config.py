"""Reads the settings from the environment and `.env`. All faults are reported together, in Russian."""

import re
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.app.admin_code import is_obvious
from bot.channels.network.network import Network, proxy_address, unreadable
from bot.errors import BadSettingsError

MAKE_CODE = 'python -c "import secrets; print(secrets.token_urlsafe(24))"'
ALLOWED_CHARACTERS = "нужно от 16 до 256 латинских букв, цифр, «-» и «_»"


class Settings(BaseSettings):
    """The settings of an installation. `.env.example` explains every field."""

    model_config = SettingsConfigDict(env_file=".env", env_ignore_empty=True, extra="ignore", env_file_encoding="utf-8")

    telegram_token: str = Field(default="", repr=False)
    telegram_api_url: str = ""
    telegram_link_previews: bool = False
    telegram_protect_content: bool = False
    telegram_webhook_url: str = ""
    telegram_webhook_secret: str = Field(default="", repr=False)
    vk_token: str = Field(default="", repr=False)
    vk_group_id: int | None = None
    vk_api_url: str = ""
    vk_callback_secret: str = Field(default="", repr=False)
    vk_callback_confirmation: str = ""
    database_url: str = "sqlite:///provodnik.db"
    schools_dir: Path | None = None
    admin_code: str = Field(default="", repr=False)
    log_level: str = "INFO"
    proxy: str = Field(default="", repr=False)
    ca_file: Path | None = None
    health_host: str = "127.0.0.1"
    health_port: int = Field(default=0, ge=0, le=65535)
    webhook_host: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65535)

    @field_validator("telegram_webhook_url")
    @classmethod
    def _public(cls, value: str) -> str:
        here = value.startswith(("http://127.0.0.1", "http://localhost"))
        if value and not value.startswith("https://") and not here:
            raise ValueError("адрес, куда Telegram присылает сообщения, начинается с https://")
        return value.rstrip("/")

    @field_validator("telegram_webhook_secret")
    @classmethod
    def _allowed_characters(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value):
            raise ValueError(ALLOWED_CHARACTERS)
        return value

    @field_validator("database_url")
    @classmethod
    def _known_store(cls, value: str) -> str:
        if not value.startswith("sqlite:///"):
            raise ValueError("адрес базы начинается с sqlite:/// — например, sqlite:///provodnik.db")
        return value

    @field_validator("admin_code")
    @classmethod
    def _hard_to_guess(cls, value: str) -> str:
        if value.isdigit():
            raise ValueError("нужна хотя бы одна латинская буква")
        if value and not (
            8 <= len(value) <= 64 and value.replace("-", "").replace("_", "").isalnum() and value.isascii()
        ):
            raise ValueError("нужно от 8 до 64 латинских букв, цифр, «-» и «_»")
        if value and is_obvious(value):
            raise ValueError(f"этот код угадают первым. Сделайте другой: {MAKE_CODE}")
        return value

    @field_validator("schools_dir")
    @classmethod
    def _there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"папки {value} нет")
        return value

    @field_validator("proxy")
    @classmethod
    def _http_proxy(cls, value: str) -> str:
        return proxy_address(value) if value else ""

    @field_validator("ca_file")
    @classmethod
    def _certificates(cls, value: Path | None) -> Path | None:
        if value is not None and (wrong := unreadable(value)):
            raise ValueError(wrong)
        return value

    @cached_property
    def network(self) -> Network:
        """Return how the clients of the messengers reach their platforms."""
        return Network(self.proxy, self.ca_file)

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("бывает DEBUG, INFO, WARNING и ERROR")
        return value.upper()


Further = Callable[["Settings"], Sequence[str]]  #: returns more faults of the settings, one sentence for each


def settings(further: Further = lambda _: ()) -> Settings:
    """Read the settings. Raises BadSettingsError with one line for each invalid setting.

    If some are invalid, `further` checks the valid ones, and its faults are reported too.
    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise BadSettingsError([".env: файл не в UTF-8, пересохраните его"]) from None
    except ValidationError as error:
        wrong = error.errors()
        raise BadSettingsError([*map(_sentence, wrong), *_among_the_rest(wrong, further)]) from None


def _among_the_rest(wrong: Sequence[ErrorDetails], further: Further) -> list[str]:
    # invalid settings get their defaults for this check and are not reported twice
    unset = {name: Settings.model_fields[name].default for each in wrong for name in (str(each["loc"][0]),)}
    sentences = further(Settings(**unset))
    return [each for each in sentences if each.partition(":")[0].lower() not in unset]


#: Russian messages that replace pydantic's English ones, by its type of error.
IN_RUSSIAN = {
    "int_parsing": "нужно целое число",
    "bool_parsing": "бывает yes или no",
    "less_than_equal": "число слишком велико",
    "greater_than_equal": "число слишком мало",
}


def _sentence(wrong: ErrorDetails) -> str:
    said = IN_RUSSIAN.get(wrong["type"], wrong["msg"].removeprefix("Value error, "))
    return f"{str(wrong['loc'][0]).upper()}: {said}"
