"""Labels of buttons. A label is looked up in the sections `flow/state`, `flow` and `everywhere`, in this order.

The labels of a flow are in `<flow>/buttons.yaml`, those of `everywhere` in `buttons.yaml`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from texts.engine.errors import UnknownLabelError
from texts.engine.facts import NAME
from texts.engine.forms import Form
from texts.engine.yaml_strings import Sheet

EVERYWHERE = "everywhere"
LIMIT = 40  # VK refuses a longer label, and a phone shows even less

_SECTION = re.compile(r"[a-z][a-z0-9_]*(/[a-z][a-z0-9_]*)?")


@dataclass(frozen=True, slots=True, eq=False)  # compared by identity: editions cache compiled labels
class Label:
    """One label: its source, and the section, key, file and line where it is written."""

    section: str
    key: str
    source: str
    place: str  # file and line

    @property
    def has_holes(self) -> bool:
        """Return whether the label is a template, which must be rendered, rather than a fixed text."""
        return "{" in self.source


@dataclass(frozen=True, slots=True)
class Buttons:
    """All labels of buttons. `sheet`: the file that the error message for a missing label names."""

    sheet: str
    labels: Mapping[tuple[str, str], Label] = field(default_factory=dict)

    def __iter__(self) -> Iterator[Label]:
        return iter(self.labels.values())

    def find(self, flow: str, state: str, key: str) -> Label:
        """Return the label of a button from the most specific of the three sections that has its key.

        Raises UnknownLabelError if none of them has it.
        """
        for section in _sections(flow, state):
            if label := self.labels.get((section, key)):
                return label
        raise UnknownLabelError(self.sheet, key=key, sections=_sections(flow, state))


def buttons_in(sheets: Sequence[Sheet]) -> Buttons:
    """Read the labels of all YAML files, the common file first. Mistakes are collected in `sheets`."""
    labels = {(label.section, label.key): label for sheet in sheets for label in _labels(sheet)}
    return Buttons(sheets[0].shown, labels)


def _labels(sheet: Sheet) -> Iterator[Label]:
    folder = sheet.shown.rpartition("/")[0].rpartition("/")[2]
    for section, form in Form.of(sheet, sheet.tree).named():
        if not _SECTION.fullmatch(section):
            form.sheet.complain(form.keys, f"раздел «{section}»: нужно «everywhere», «flow» или «flow/state».")
        elif sheet.shown.count("/") > 1 and section.partition("/")[0] != folder:
            form.sheet.complain(form.keys, f"раздел «{section}»: в папке «{folder}» подписи только этой беседы.")
        for key in form.values:
            yield _label(form, section, key)


def _label(form: Form, section: str, key: str) -> Label:
    label = Label(section, key, form.text(key), form.place(key))
    if not NAME.fullmatch(key):
        form.complain(key, f"ключ «{key}»: только строчные латинские буквы, цифры и «_».")
    if not label.has_holes and (sentence := too_long(label.source)):
        form.complain(key, sentence)
    return label


def too_long(label: str) -> str | None:
    """Return the error message if a label has more than LIMIT characters, else None."""
    if len(label) <= LIMIT:
        return None
    return f"подпись «{label}» — {len(label)} знаков, а можно не больше {LIMIT}."


def _sections(flow: str, state: str) -> tuple[str, str, str]:
    return f"{flow}/{state}", flow, EVERYWHERE
