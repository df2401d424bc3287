"""The command line in Russian: translates the help and the errors of typer."""

import re
import sys
from typing import Any

import typer
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

MISTAKES = {
    r"No such command '(.+?)'.*": r"Нет команды «\1».",
    r"No such option: ([\w-]+).*": r"Нет параметра \1.",
    r"Missing (?:argument|option|parameter) '(.+?)'.*": r"Не хватает значения: \1.",
    r"Invalid value for '(.+?)': (.*)": r"Значение не подходит: \1.",
    r"Option '(.+?)' requires .*": r"После \1 нужно значение.",
    r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)": r"Лишние слова: \1.",
}
MISTAKEN = 2  #: the exit code
USAGE_ERROR: type[Exception] = typer.BadParameter.__mro__[1]  #: click.UsageError: typer does not export it


def russian(text: str) -> str:
    """Translate the fixed phrases of a help text into Russian."""
    for english, ours in SAID.items():
        text = text.replace(english, ours)
    return text


def mistake(error: Any) -> str:
    """Return in Russian what is wrong with a command line and how to get help. `error` is click's UsageError."""
    said = error.format_message()
    found = (met.expand(ours) for english, ours in MISTAKES.items() if (met := re.fullmatch(english, said, re.S)))
    path = error.ctx.command_path if error.ctx else "python -m bot"
    return f"{next(found, 'Команда набрана неверно.')} Справка: {path} --help"


class Group(TyperGroup):
    """A group of commands whose help and errors are in Russian."""

    def main(self, *args: Any, **named: Any) -> Any:
        """Run the command, print errors in Russian, and exit the process.

        If `standalone_mode` is False, return instead of exiting, as typer's own method does.
        """
        if named.get("standalone_mode") is False:
            return super().main(*args, **named)
        try:
            code = super().main(*args, **{**named, "standalone_mode": False})
        except typer.Abort:
            sys.exit(1)
        except USAGE_ERROR as error:
            typer.echo(mistake(error), err=True)
            sys.exit(MISTAKEN)
        sys.exit(code if isinstance(code, int) else 0)

    def get_help(self, ctx: Any) -> str:
        """Return the help in Russian."""
        return russian(super().get_help(ctx))


class Command(TyperCommand):
    """A command whose help is in Russian."""

    def get_help(self, ctx: Any) -> str:
        """Return the help in Russian."""
        return russian(super().get_help(ctx))
