"""Which accounts run, those of the installation and of the schools; all configuration mistakes are reported at once."""

from pathlib import Path

import pytest

from bot.app.accounts import accounts, faults
from bot.app.config import Settings
from bot.app.config import settings as read
from bot.app.wiring import Content
from bot.errors import BadSettingsError

KEY, OTHER = "123456:AAE-one", "654321:AAE-two"


def settings(**of: object) -> Settings:
    """Return settings that read no `.env`."""
    return Settings(_env_file=None, **of)  # type: ignore[arg-type]


def test_whoever_has_a_token_runs(shipped: Content) -> None:
    """Accounts of schools are named after the school; an account without a token is off."""
    schools = shipped.texts.schools
    variables = {"SAMPLE_VK_TOKEN": "vk1.b", "SAMPLE_VK_GROUP_ID": "12"}
    of = settings(vk_token="vk1.a", vk_group_id=11, telegram_token=KEY)
    found = accounts(of, schools, variables)
    sample = next(key for key, school in schools.items() if school.tokens.vk_token)
    assert [(each.name, each.channel, each.group) for each in found] == [
        ("vk", "vk", 11), ("telegram", "telegram", None), (f"vk:{sample}", "vk", 12)
    ]  # fmt: skip
    assert "vk1" not in repr(found)


@pytest.mark.parametrize(
    ("of", "says"),
    [
        ({}, ["make demo"]),
        ({"vk_token": "vk1.a"}, ["VK_GROUP_ID: ключ VK_TOKEN есть, а номера сообщества нет"]),
        ({"telegram_token": "AAE"}, ["TELEGRAM_TOKEN: это не ключ бота Telegram"]),
        ({"telegram_token": "AAE", "vk_token": "vk1.a"}, ["VK_GROUP_ID", "TELEGRAM_TOKEN"]),
        ({"vk_token": "vk1.b", "vk_group_id": 11}, ["SAMPLE_VK_TOKEN: тот же ключ, что в VK_TOKEN"]),
    ],
)
def test_what_is_wrong_is_said_all_at_once_and_no_key_is_told(
    shipped: Content, of: dict[str, object], says: list[str]
) -> None:
    """Each mistake gives one sentence."""
    twice = {"SAMPLE_VK_TOKEN": "vk1.b", "SAMPLE_VK_GROUP_ID": "12"} if of.get("vk_token") == "vk1.b" else {}
    with pytest.raises(BadSettingsError) as raised:
        accounts(settings(**of), shipped.texts.schools, twice)
    assert all(sentence in str(raised.value) for sentence in says)
    assert "vk1" not in str(raised.value)
    assert "AAE" not in str(raised.value).replace("1234567890:AAE…", "")


@pytest.mark.parametrize(
    ("of", "says"),
    [
        ({"telegram_webhook_url": "http://bot.school.ru"}, "https://"),
        ({"telegram_webhook_url": "https://bot.school.ru", "telegram_webhook_secret": "short"}, "от 16 до 256"),
        ({"health_port": 70000}, "65535"),
    ],
)
def test_a_webhook_needs_a_public_address_and_a_secret(of: dict[str, object], says: str) -> None:
    """Also, a port must be a port number."""
    with pytest.raises(ValueError, match=says):
        settings(**of)


def test_what_is_wrong_with_settings_and_accounts_is_said_at_once(
    shipped: Content, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each mistake is listed once: a wrong secret is not also a missing one."""
    monkeypatch.chdir(tmp_path)
    lines = (
        "HEALTH_PORT=70000", "VK_TOKEN=vk1.a", "TELEGRAM_TOKEN=AAE", "TELEGRAM_WEBHOOK_URL=https://bot.school.ru",
        "TELEGRAM_WEBHOOK_SECRET=short",
    )  # fmt: skip
    (tmp_path / ".env").write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(BadSettingsError) as raised:
        read(lambda of: faults(of, lambda: shipped.texts))
    named = [sentence.partition(":")[0] for sentence in raised.value.sentences]
    assert sorted(named) == ["HEALTH_PORT", "TELEGRAM_TOKEN", "TELEGRAM_WEBHOOK_SECRET", "VK_GROUP_ID"]
    assert "AAE" not in str(raised.value).replace("1234567890:AAE…", "")


def test_a_webhook_without_a_secret_is_no_account(shipped: Content) -> None:
    of = settings(telegram_token=KEY, telegram_webhook_url="https://bot.school.ru")
    with pytest.raises(BadSettingsError, match="TELEGRAM_WEBHOOK_SECRET"):
        accounts(of, shipped.texts.schools, {})


def test_variables_of_schools_stand_in_env_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`.env` may have the schools' variables beside the installation's; the environment has priority."""
    from bot.app.accounts import environment

    (tmp_path / ".env").write_text("SCHOOL2_VK_TOKEN=vk1.ё\nBOTH=file\nEMPTY=\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BOTH", "environment")
    found = environment()
    assert (found["SCHOOL2_VK_TOKEN"], found["BOTH"], "EMPTY" in found) == ("vk1.ё", "environment", False)
