"""Labels of buttons: `buttons.yaml`, looked up in `flow/state`, then in `flow`, then in `everywhere`."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from texts.errors import UnknownLabelError
from texts.facts import NAME
from texts.forms import Form
from texts.yaml_strings import Sheet

EVERYWHERE = "everywhere"
LIMIT = 40  # VK refuses a longer label, and a phone shows even less

_SECTION = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?")


@dataclass(frozen=True, slots=True)
class Label:
    """One label as it is written, and where."""

    section: str
    key: str
    source: str
    place: str  # file and line

    @property
    def has_holes(self) -> bool:
        """Say whether something is put into the label when it is drawn."""
        return "{" in self.source


@dataclass(frozen=True, slots=True)
class Buttons:
    """All labels of one sheet."""

    sheet: str
    labels: Mapping[tuple[str, str], Label] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels.values())

    def find(self, flow: str, state: str, key: str) -> Label:
        """Give the nearest label; raises UnknownLabelError when none of the three sections has it."""
        for section in _sections(flow, state):
            if label := self.labels.get((section, key)):
                return label
        raise UnknownLabelError(self.sheet, key=key, sections=_sections(flow, state))


def buttons_in(sheet: Sheet) -> Buttons:
    """Read every label of a sheet; the mistakes wait in the sheet."""
    labels = {}
    for section, form in Form.of(sheet, sheet.tree).named():
        if not _SECTION.fullmatch(section):
            form.sheet.complain(form.keys, f"раздел «{section}»: нужно «everywhere», «flow» или «flow/state».")
        for key in form.values:
            labels[section, key] = _label(form, section, key)
    return Buttons(sheet.shown, labels)


def _label(form: Form, section: str, key: str) -> Label:
    label = Label(section, key, form.text(key), form.place(key))
    if not NAME.fullmatch(key):
        form.complain(key, f"ключ «{key}»: только строчные латинские буквы, цифры и «_».")
    if not label.has_holes and (sentence := too_long(label.source)):
        form.complain(key, sentence)
    return label


def too_long(label: str) -> str | None:
    """Give the sentence about a label over the limit, or None."""
    if len(label) <= LIMIT:
        return None
    return f"подпись «{label}» — {len(label)} знаков, а можно не больше {LIMIT}."


def _sections(flow: str, state: str) -> tuple[str, str, str]:
    return f"{flow}/{state}", flow, EVERYWHERE
