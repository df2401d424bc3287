"""Load a small folder of texts, written for one test."""

from pathlib import Path

import pytest

from texts import TextErrors, Texts

FACTS = """\
hotline: {value: "8 800 100 70 10", kind: phone, source: F83, copied_on: 2026-11-21}
check_usual: {value: "5 working_days", say: "5 рабочих дней", kind: term, source: "F45, C1", copied_on: 2026-11-21}
button_create: {value: "Создать", kind: button, source: F46, copied_on: 2026-11-21}
map: {value: "https://map.example.ru/?layer=co&filter=cfm", kind: link, source: P9, copied_on: 2026-11-21, sure: no}
"""

BUTTONS = """\
everywhere: {done: Готово}
"""

SCHOOL = """\
name: Ёлкинская СОШ
egrul_name: МОУ «Ёлкинская СОШ»
egrul_checked: no
place: с. Ёлкино
zone: Europe/Moscow
diary: {kind: gis_komi, name: Электронное образование}
chats: {kind: max, sure: no}
staff:
  title: администратор школы
  to_whom: администратору школы
  hours: по будням
  open: mon-thu 8:30-16:00, sat 9:00-13:00
  answer_within: 1 working_days
  answer_say: в течение рабочего дня
  sure: no
"""


def library(folder: Path, files: dict[str, str]) -> Texts:
    """Load a folder with these files; FACTS and BUTTONS are used unless `files` has its own."""
    words = folder / "texts"
    for name, content in ({"facts.yaml": FACTS, "buttons.yaml": BUTTONS} | files).items():
        (words / name).parent.mkdir(parents=True, exist_ok=True)
        (words / name).write_text(content, encoding="utf-8")
    return Texts.load(words)


def refused(folder: Path, files: dict[str, str]) -> str:
    """Return all error sentences of a folder that fails to load or to compile."""
    with pytest.raises(TextErrors) as caught:
        library(folder, files).compile_all()
    return "\n".join(caught.value.sentences)
