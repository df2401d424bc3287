"""The settings, from the environment and `.env`; everything wrong with them is said at once, in words."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import BadSettingsError

SIGNS = "нужно от 16 до 256 латинских букв, цифр, «-» и «_»"


class Settings(BaseSettings):
    """What an installation decides. Every field is in `.env.example`."""

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
    def _of_signs(cls, value: str) -> str:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value):
            raise ValueError(SIGNS)
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
        return value

    @field_validator("schools_dir")
    @classmethod
    def _there(cls, value: Path | None) -> Path | None:
        if value is not None and not value.is_dir():
            raise ValueError(f"папки {value} нет")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("бывает DEBUG, INFO, WARNING и ERROR")
        return value.upper()


Further = Callable[["Settings"], Sequence[str]]  #: what else is wrong, with settings that can be read


def settings(further: Further = lambda _: ()) -> Settings:
    """Read the settings. Raises BadSettingsError with a line for each one that is wrong.

    `further` looks at those that are right when others are not, so that all of it is said at once.
    """
    try:
        return Settings()
    except UnicodeDecodeError:
        raise BadSettingsError([".env: файл не в UTF-8, пересохраните его"]) from None
    except ValidationError as error:
        wrong = error.errors()
        raise BadSettingsError([*map(_sentence, wrong), *_among_the_rest(wrong, further)]) from None


def _among_the_rest(wrong: Sequence[ErrorDetails], further: Further) -> list[str]:
    # those that are wrong are taken as never set, and not complained of twice
    unset = {name: Settings.model_fields[name].default for each in wrong for name in (str(each["loc"][0]),)}
    found = further(Settings(**unset))
    return [each for each in found if each.partition(":")[0].lower() not in unset]


#: What the library says in English, by the kind of mistake.
IN_RUSSIAN = {
    "int_parsing": "нужно целое число",
    "bool_parsing": "бывает yes или no",
    "less_than_equal": "число слишком велико",
    "greater_than_equal": "число слишком мало",
}


def _sentence(wrong: ErrorDetails) -> str:
    said = IN_RUSSIAN.get(wrong["type"], wrong["msg"].removeprefix("Value error, "))
    return f"{str(wrong['loc'][0]).upper()}: {said}"
