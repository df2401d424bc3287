"""The command line's help in Russian: what the library says of itself in English is said over."""

from typing import Any

from typer.core import TyperCommand, TyperGroup

SAID = {
    "Usage: ": "Вызов: ",
    "[OPTIONS] COMMAND [ARGS]...": "КОМАНДА [ПАРАМЕТРЫ]",
    "[OPTIONS]": "[ПАРАМЕТРЫ]",
    "Options:": "Параметры:",
    "Arguments:": "Значения:",
    "Commands:": "Команды:",
    "Show this message and exit.": "Показать эту справку.",
    "[default: ": "[иначе: ",
    "[required]": "[обязательно]",
}


def russian(text: str) -> str:
    """Say help over in Russian."""
    for english, ours in SAID.items():
        text = text.replace(english, ours)
    return text


class Group(TyperGroup):
    """A group of commands whose help is in Russian."""

    def get_help(self, ctx: Any) -> str:
        """Give the help."""
        return russian(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is in Russian."""

    def get_help(self, ctx: Any) -> str:
        """Give the help."""
        return russian(super().get_help(ctx))
