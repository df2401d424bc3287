"""`python -m bot invite`: makes the first codes of a school or a class, and revokes codes."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.app.config import Settings
from flows.reading.families import class_name
from flows.reading.reader import ReaderInput
from storage.port.store import Store
from storage.sqlite.core.opening import existing
from storage.sqlite.store import opened
from texts import Texts


async def invited(of: Settings, school: str, klass: str, *, teacher: bool, echo: Callable[[str], None]) -> int:
    """Make a code and print what to do with it; return the exit code.

    With `klass` empty, the code is for the staff of the school. Otherwise it is for the parents of the class, or, if
    `teacher` is True, for its class teacher.
    """
    profiles = Texts.load(schools=of.schools_dir).schools
    if school not in profiles:
        echo(f"Профиля «{school}» нет. Есть: {', '.join(sorted(profiles))}.")
        return 2
    now = datetime.now(UTC)
    named = class_name(ReaderInput(klass, now.date())) if klass else {}
    if named is None or (teacher and not klass):
        echo("Укажите класс так: --class 3Б")
        return 2
    store = await opened(of.database_url)
    try:
        echo(await _code(store, school, named.get("class_name", ""), teacher=teacher, now=now))
    finally:
        await store.close()
    return 0


async def revoked(of: Settings, code: str, echo: Callable[[str], None]) -> int:
    """Revoke a code and print the outcome; return the exit code: 1 if there is no such valid code.

    Raises NoFile: no store is created.
    """
    store = await opened(existing(of.database_url))
    try:
        async with store.work() as work:
            done = await work.codes.revoke(code, datetime.now(UTC))
    finally:
        await store.close()
    echo("Код больше не действует. Кто уже вошёл по нему, остаётся." if done else "Такого действующего кода нет.")
    return 0 if done else 1


async def _code(store: Store, school: str, klass: str, *, teacher: bool, now: datetime) -> str:
    async with store.work() as work:
        if not klass:
            code = await work.setup.staff_code("staff", school, now)
            return f"Код сотрудника школы, одноразовый: {code}\nПусть отправит его боту сообщением."
        code = await work.setup.establish(school, klass, now)
        if not teacher:
            return f"Код класса {klass}: {code}\nПерешлите его родителям: код отправляют боту сообщением."
        code = await work.setup.staff_code("teacher", school, now, klass)
        return f"Код классного руководителя {klass}, одноразовый: {code}\nПусть отправит его боту сообщением."
