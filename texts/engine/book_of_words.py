"""`Texts`: everything the bot can say, loaded from one folder and asked by path."""

from collections.abc import Iterable, Mapping
from functools import cache, reduce
from pathlib import Path

from texts.engine.buttons import Buttons, Label, buttons_in
from texts.engine.edition import Context, Edition
from texts.engine.errors import TextErrors, UnknownLabelError
from texts.engine.facts import Fact, facts_in
from texts.engine.proofs import problems_of
from texts.engine.schools import School, school_in
from texts.engine.templates import Asked, Templates, sources_in
from texts.engine.yaml_strings import Sheet, read

_HERE = Path(__file__).parents[1]


class Texts:
    """Templates, labels, facts and schools, read once. Rendering reads no file and changes nothing."""

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
        """Read a folder of words and one of school profiles (by default `schools` inside it).

        Raises TextErrors with every mistake of every file at once. Templates are only read: `compile_all` proves them.
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
        """Keep what was compiled for the next run, where the folder can be written."""
        self._templates.cache.save()

    def render(self, path: str, context: Context) -> str:
        """Say a text: «status/manual» is status/manual.j2.

        A School under `school` in the context brings its own facts. Raises UnknownTextError or RenderError.
        """
        self._templates.source(path)
        return self._edition_of(context).render(path, context)

    def label(self, flow: str, state: str, key: str, context: Context | None = None) -> str:
        """Give the words on a button, plain; raises UnknownLabelError or RenderError."""
        context = {} if context is None else context
        return self._edition_of(context).label(self._find(flow, state, key), context)

    def labels_on(self, flow: str, state: str, keys: Iterable[str], context: Context) -> list[str]:
        """Give the words on the buttons of one screen; raises as `label` does."""
        edition, find = self._edition_of(context), self._find
        return [edition.label(find(flow, state, key), context) for key in keys]

    def has(self, path: str) -> bool:
        """Say whether there is such a text."""
        return path in self.paths

    def has_label(self, flow: str, state: str, key: str) -> bool:
        """Say whether a button under this key would have words."""
        try:
            return bool(self._buttons.find(flow, state, key))
        except UnknownLabelError:
            return False

    def source(self, path: str) -> str:
        """Give the source of a template; raises UnknownTextError."""
        return self._templates.source(path)

    def words(self, path: str) -> frozenset[str]:
        """Give the names x of `told.x` the text cannot do without, those of texts it calls included.

        A word under `is defined` or with `|default` is not among them (see `optional_words`).
        """
        return self._templates.words(path)

    def optional_words(self, path: str) -> frozenset[str]:
        """Give the names x of `told.x` the text can do without."""
        return self._templates.optional_words(path)

    def names(self, path: str) -> frozenset[str]:
        """Give the top-level names the text uses: `fact`, `told`, `school`; `now` also when only a filter needs it."""
        return self._templates.names(path)

    def asked(self, paths: Iterable[str], labels: Iterable[tuple[str, str, str]]) -> Asked:
        """Give all that the renderings of some texts and labels can hang on, but the facts: those are the edition's."""
        found = [self._templates.asked(self._templates.reading(path), path) for path in paths]
        holed = [label for each in labels if (label := self._find(*each)).has_holes]
        found += [self._templates.asked(self._templates.read(label.source, label.place)) for label in holed]
        return reduce(Asked.with_, found, Asked())

    def memory(self, school: School | None) -> dict[object, object]:
        """Give a place for what was made of the words as they are for a school; it is empty when they change."""
        return self._edition_for(school).memory

    def label_words(self, flow: str, state: str, key: str) -> frozenset[str]:
        """Give the names x of `told.x` a label cannot do without; raises UnknownLabelError."""
        label = self._buttons.find(flow, state, key)
        return self._templates.read(label.source, label.place).words() if label.has_holes else frozenset()

    def labels(self) -> tuple[Label, ...]:
        """Give every label with its section, key and place in the file."""
        return tuple(self._buttons)

    def facts_of(self, school: School | None) -> Mapping[str, Fact]:
        """Give the facts as they are for a school: the common ones with its own instead."""
        return {**self.facts, **school.facts} if school else self.facts

    def compile_all(self) -> None:
        """Prove every template and label; raises TextErrors with every mistake at once."""
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
    """Read a sheet, shown as «texts/facts.yaml» when it lies in the folder of texts."""
    base = folder.resolve().parent
    inside = file.resolve().is_relative_to(base)
    return read(file, file.resolve().relative_to(base).as_posix() if inside else str(file))


def _labelled(folder: Path) -> list[Path]:
    return [folder / "buttons.yaml", *sorted(folder.glob("*/buttons.yaml"))]


def _profiles(schools: Path | None, folder: Path, problems: list[str]) -> list[Path]:
    if schools is not None and not schools.is_dir():
        problems.append(f"{schools}: папки с профилями школ нет: проверьте путь.")
    return sorted((schools or folder / "schools").glob("*.yaml"))
