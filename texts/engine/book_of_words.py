"""`Texts`: all texts of the bot, loaded from one folder."""

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from pathlib import Path

from texts.engine.buttons import Buttons, Label, buttons_in
from texts.engine.edition import Context, Edition
from texts.engine.errors import TextErrors, UnknownLabelError
from texts.engine.facts import Fact, facts_in
from texts.engine.proofs import problems_of
from texts.engine.schools import School, school_in
from texts.engine.templating.templates import Asked, Templates, sources_in
from texts.engine.yaml_strings import Sheet, read

_HERE = Path(__file__).parents[1]


class Texts:
    """Templates, button labels, facts and school profiles. They are loaded once, and rendering reads no files."""

    def __init__(
        self,
        templates: Templates,
        *,
        buttons: Buttons,
        facts: Mapping[str, Fact],
        schools: Mapping[str, School],
    ) -> None:
        self.facts = facts
        self.schools = schools
        self.paths = frozenset(templates.sources)
        self.terms: Mapping[str, str] = {name: fact.value for name, fact in facts.items() if fact.kind == "term"}
        self._templates = templates
        self._buttons = buttons
        self._find = cache(buttons.find)
        self._common = Edition(templates, facts)
        self._editions: dict[str, Edition] = {}

    @classmethod
    def load(cls, folder: Path | None = None, schools: Path | None = None) -> "Texts":
        """Load a folder of texts and a folder of school profiles (by default `schools` in the first).

        Raises TextErrors with all mistakes of all files. Templates are not checked here, but by `compile_all`.
        """
        folder = folder or _HERE
        problems: list[str] = []
        templates = Templates(sources_in(folder, problems), folder)
        labelled = [_sheet(file, folder) for file in _labelled(folder)]
        sheets = [_sheet(folder / "facts.yaml", folder), *labelled]
        facts, buttons = facts_in(sheets[0]), buttons_in(labelled)
        profiles = [_sheet(file, folder) for file in _profiles(schools, folder, problems)]
        sheets += profiles
        made = {sheet.path.stem: school_in(sheet, facts) for sheet in profiles}
        problems += [sentence for sheet in sheets for sentence in sheet.problems]
        if problems:
            raise TextErrors(problems)
        return cls(templates, buttons=buttons, facts=facts, schools=made)

    def keep(self) -> None:
        """Save the compiled templates to a file in the folder of texts for the next run, if the folder is writable."""
        self._templates.cache.save()

    def render(self, path: str, context: Context) -> str:
        """Render the text at a path: «status/manual» stands for the file status/manual.j2.

        If `context["school"]` is a School, its own facts are used. Raises UnknownTextError or RenderError.
        """
        self._templates.source(path)
        return self._edition_of(context).render(path, context)

    def label(self, flow: str, state: str, key: str, context: Context | None = None) -> str:
        """Return the label of a button as plain text. Raises UnknownLabelError or RenderError."""
        context = {} if context is None else context
        return self._edition_of(context).label(self._find(flow, state, key), context)

    def labels_on(self, flow: str, state: str, keys: Iterable[str], context: Context) -> list[str]:
        """Return the labels of the buttons `keys` of one screen. Raises the same errors as `label`."""
        edition, find = self._edition_of(context), self._find
        return [edition.label(find(flow, state, key), context) for key in keys]

    def has(self, path: str) -> bool:
        """Return whether a text exists at this path."""
        return path in self.paths

    def has_label(self, flow: str, state: str, key: str) -> bool:
        """Return whether the button `key` of this state has a label."""
        try:
            return bool(self._buttons.find(flow, state, key))
        except UnknownLabelError:
            return False

    def source(self, path: str) -> str:
        """Return the source of the template at a path. Raises UnknownTextError."""
        return self._templates.source(path)

    def words(self, path: str) -> frozenset[str]:
        """Return the slots that a text needs: each x that it or a text it includes uses as `told.x`.

        A slot that is checked by `is defined` or has a `|default` is optional (see `optional_words`).
        """
        return self._templates.words(path)

    def optional_words(self, path: str) -> frozenset[str]:
        """Return the optional slots of a text: those it uses only if they are set."""
        return self._templates.optional_words(path)

    def names(self, path: str) -> frozenset[str]:
        """Return the top-level names that a text uses, such as `fact`; also `now` if only a filter uses it."""
        return self._templates.names(path)

    def asked(self, paths: Iterable[str], labels: Iterable[tuple[str, str, str]]) -> Asked:
        """Return the names and slots on which the renderings of some texts and labels depend.

        `labels`: (flow, state, key) of each. Facts are left out, because they are the same for all people of a school.
        """
        found = [self._templates.asked(self._templates.reading(path), path) for path in paths]
        holed = [label for each in labels if (label := self._find(*each)).has_holes]
        found += [self._templates.asked(self._templates.read(label.source, label.place)) for label in holed]
        return reduce(Asked.with_, found, Asked())

    def memory(self, school: School | None) -> dict[object, object]:
        """Return a dict in which callers cache values computed from a school's texts. After a reload it is empty."""
        return self._edition_for(school).memory

    def label_words(self, flow: str, state: str, key: str) -> frozenset[str]:
        """Return the slots that a label needs: each x that it uses as `told.x`. Raises UnknownLabelError."""
        label = self._buttons.find(flow, state, key)
        return self._templates.read(label.source, label.place).words() if label.has_holes else frozenset()

    def same_for_all(self, flow: str, state: str, key: str) -> bool:
        """Return whether a label is the same for every person: nothing is inserted. Raises UnknownLabelError."""
        return not self._buttons.find(flow, state, key).has_holes

    def labels(self) -> tuple[Label, ...]:
        """Return all labels of buttons."""
        return tuple(self._buttons)

    def facts_of(self, school: School | None) -> Mapping[str, Fact]:
        """Return the facts of a school: its own ones, and the common ones that it does not override."""
        return {**self.facts, **school.facts} if school else self.facts

    def compile_all(self) -> None:
        """Compile and check every template and label. Raises TextErrors with all mistakes."""
        if problems := list(problems_of(self._templates, self._buttons, self.facts)):
            raise TextErrors(problems)

    def _edition_of(self, context: Context) -> Edition:
        school = context.get("school")
        return self._edition_for(school if isinstance(school, School) else None)

    def _edition_for(self, school: School | None) -> Edition:
        if school is None or not school.facts:
            return self._common
        if school.key not in self._editions:
            self._editions[school.key] = Edition(self._templates, self.facts_of(school))
        return self._editions[school.key]


def _sheet(file: Path, folder: Path) -> Sheet:
    """Read a YAML file. Error messages show the path of a file in the folder of texts as «texts/facts.yaml»."""
    base = folder.resolve().parent
    inside = file.resolve().is_relative_to(base)
    return read(file, file.resolve().relative_to(base).as_posix() if inside else str(file))


def _labelled(folder: Path) -> list[Path]:
    return [folder / "buttons.yaml", *sorted(folder.glob("*/buttons.yaml"))]


def _profiles(schools: Path | None, folder: Path, problems: list[str]) -> list[Path]:
    if schools is not None and not schools.is_dir():
        problems.append(f"{schools}: папки с профилями школ нет: проверьте путь.")
    return sorted((schools or folder / "schools").glob("*.yaml"))
