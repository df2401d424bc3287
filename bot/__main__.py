"""The command line of the bot. Each command imports what only it needs, so that the others start fast."""

import asyncio
import gc
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from bot.app.config import Further, Settings, settings
from bot.app.log_folding import log_to
from bot.cli.ending import ended_by
from bot.cli.output import make_redirectable
from bot.cli.russian import Command, Group
from bot.errors import BadSettingsError, BotError
from bot.exit_codes import ExitCode

app = typer.Typer(
    cls=Group,
    help="Проводник: чат-бот, который ведёт родителя через регистрацию ребёнка на Госуслугах.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def configured(further: Further = lambda _: ()) -> Settings:
    """Return the settings. If they have faults, print all faults and exit.

    If a setting is invalid, `further` checks the other settings too, so that all faults are printed at once.
    """
    try:
        found = settings(further)
    except BotError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(ExitCode.WRONG) from None
    log_to(sys.stderr, found.log_level)
    return found


def _accounts(of: Settings) -> list[str]:
    from bot.app.accounts import faults
    from texts import Texts

    return faults(of, lambda: Texts.load(schools=of.schools_dir))


@app.command(cls=Command, help="Поговорить с ботом в терминале или проиграть разговор со стандартного ввода.")
def talk(
    save: Annotated[
        Path | None, typer.Option(help="Записать сыгранное в этот файл историей для tests/stories.")
    ] = None,
) -> None:
    """Talk with the bot in the terminal, or play a conversation from standard input."""
    from bot.simulator.talk import talk as talking

    asyncio.run(talking(configured(), datetime.now(UTC), typer.echo, save))


@app.command(
    cls=Command, help="Открыть демонстрацию на http://127.0.0.1:8080: четыре телефона и часы, которые можно двигать."
)
def demo(
    port: Annotated[int, typer.Option(help="Порт страницы.")] = 8080,
) -> None:
    """Serve the demo page."""
    from bot.simulator.demo import serve

    asyncio.run(serve(configured(), port, typer.echo))


@app.command(cls=Command, help="Запустить бота: ВКонтакте и Telegram, на какие есть ключи в .env.")
def run() -> None:
    """Run the bot on all configured messengers."""
    from bot.app.running import run as running

    asyncio.run(running(configured(_accounts), typer.echo))


@app.command(cls=Command, help="Проверить, всё ли готово к запуску: ключи, права, память; говорит, что где нажать.")
def doctor() -> None:
    """Check that everything is ready for `run`."""
    from bot.cli.doctor import broken, examined

    try:
        of = settings(_accounts)
    except BadSettingsError as error:
        raise typer.Exit(broken(error, typer.echo)) from None
    raise typer.Exit(asyncio.run(examined(of, typer.echo)))


@app.command(cls=Command, help="Проверить книгу разговоров и тексты; печатает, что не так, и где.")
def check() -> None:
    """Check the book and its texts."""
    gc.disable()  # a short run with many objects: garbage collection would cost a fifth of its time
    from bot.check import report

    raise typer.Exit(report(configured().schools_dir, echo=typer.echo))


@app.command(cls=Command, help="Нарисовать разговор или всю книгу.")
def draw(
    flow: Annotated[str, typer.Argument(help="Имя разговора; без него — вся книга.")] = "",
    svg: Annotated[bool, typer.Option("--svg/--mermaid", help="Картинка SVG или текст Mermaid.")] = False,
    out: Annotated[Path | None, typer.Option(help="Куда записать; без него — на экран.")] = None,
) -> None:
    """Draw one flow, or the whole book if no flow is named."""
    from bot.cli.draw import drawn

    picture = drawn(flow, svg=svg)
    if out:
        out.write_text(picture, encoding="utf-8")
    else:
        typer.echo(picture)


@app.command(
    cls=Command,
    help="Дать код: класса (--class), классного руководителя (--class и --teacher) или сотрудника школы. Напечатать "
    "приглашения класса: лист (--sheet) и листки семей (--slips).",
)
def invite(
    school: Annotated[str, typer.Option(help="Имя файла профиля школы без .yaml.")] = "",
    klass: Annotated[str, typer.Option("--class", help="Класс, например 3Б.")] = "",
    teacher: Annotated[
        bool, typer.Option("--teacher", help="Одноразовый код классному руководителю этого класса.")
    ] = False,
    sheet: Annotated[
        Path | None, typer.Option(help="Записать в этот файл лист класса для собрания (PDF).", metavar="ФАЙЛ.pdf")
    ] = None,
    slips: Annotated[
        tuple[str, Path] | None,
        typer.Option(help="Записать листки: сколько семей в списке учителя и в какой файл.", metavar="ЧИСЛО ФАЙЛ.pdf"),
    ] = None,
    revoke: Annotated[str, typer.Option(help="Отозвать этот код: по нему больше никто не войдёт.")] = "",
) -> None:
    """Make a code, print the invitations of a class, or revoke a code."""
    from bot.cli.invite import invited, revoked

    if revoke:
        raise typer.Exit(asyncio.run(revoked(configured(), revoke, echo=typer.echo)))
    if sheet or slips:
        from bot.cli.printing import Printing, printed

        wanted = Printing(school, klass, sheet, slips)
        raise typer.Exit(asyncio.run(printed(configured(), wanted, echo=typer.echo)))
    raise typer.Exit(asyncio.run(invited(configured(), school, klass, teacher=teacher, echo=typer.echo)))


@app.command(cls=Command, help="Стереть человека и всё, что он написал, по его чату.")
def erase(
    account: Annotated[str, typer.Argument(help="Учётная запись бота, например vk:vylgort или page.")],
    peer: Annotated[str, typer.Argument(help="Номер чата на платформе.")],
) -> None:
    """Erase the person of the chat `peer` with `account`, and everything stored about them."""
    from bot.cli.erase import erased

    raise typer.Exit(asyncio.run(erased(configured(), account, peer, echo=typer.echo)))


@app.command(cls=Command, help="Измерить, как бот понимает написанное своими словами, на размеченных сообщениях.")
def intents(
    file: Annotated[Path | None, typer.Argument(help="CSV в UTF-8 со столбцами text и intent.")] = None,
    explain: Annotated[str, typer.Option(help="Сказать, почему этот текст понят так.")] = "",
) -> None:
    """Measure the classifier on labelled messages, or explain how one text is classified."""
    from bot.cli.intents import explained, measured

    if explain:
        raise typer.Exit(explained(explain, typer.echo))
    if file is None:
        typer.echo("Назовите файл с сообщениями или --explain «текст».", err=True)
        raise typer.Exit(ExitCode.WRONG)
    raise typer.Exit(measured(file, typer.echo))


app.command("meanings", cls=Command, hidden=True)(intents)  # the former name, kept for scripts


def main() -> None:
    """Run a command. No error reaches the owner as a traceback: each is a sentence, and the exit code tells its kind.

    A fault of the program itself is written to a file that the sentence names.
    """
    make_redirectable()
    try:
        app(prog_name="python -m bot")
    except BrokenPipeError:  # what reads our output has closed it: `python -m bot doctor | head -1`
        _output_nobody_reads()
        sys.exit(ExitCode.DONE)
    except Exception as error:  # noqa: BLE001 the outermost boundary
        said, code = ended_by(error, datetime.now(UTC))
        typer.echo(said, err=True)
        sys.exit(code)


def _output_nobody_reads() -> None:
    # otherwise Python itself complains when it flushes the stream at its end
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
