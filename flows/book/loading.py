"""Loading the book from disk: the only module of `flows` that opens files."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from flows.book.errors import BrokenBook, Fault
from flows.book.flow import Flow
from flows.book.model import FIRST, Book, EntryPoint, Phrased, SchoolFeatures
from flows.book.yaml_strings import ParsedYaml, read
from flows.nlu.folds import Folds
from flows.nlu.intents import IntentClassifier
from flows.nlu.model import Learnt
from flows.values.calendar import Calendar, Span

HERE = Path(__file__).parents[1]
MODEL = HERE / "nlu" / "learnt.bin"  #: written by `make model` from the phrases
Spot = tuple[str, str]  #: flow, state
_SAYS = {
    "extra_forbidden": "неизвестный ключ «{key}»",
    "missing": "не хватает ключа «{key}»",
    "literal_error": "у «{key}» недопустимое значение «{input}»",
    "union_tag_invalid": "неизвестный эффект «{input}»",
    "union_tag_not_found": "у эффекта нет ключа «effect»",
    "bool_parsing": "у «{key}» должно быть true или false",
}


class Source(NamedTuple):
    """One parsed file of the library, with line numbers for the checks."""

    name: str
    read: ParsedYaml


class Library(NamedTuple):
    """The flows of a folder, their files, and the faults found when parsing them."""

    flows: Mapping[str, Flow]
    sources: Mapping[str, Source]
    faults: tuple[Fault, ...]

    def where(self, flow: str, *path: str | int) -> str:
        """Return the file and line of a path of YAML keys in a flow: `library/status.yaml:12`."""
        source = self.sources.get(flow)
        return f"{source.name}:{source.read.line(path)}" if source else f"library/{flow}.yaml:1"


def library(folder: Path | None = None) -> Library:
    """Read every flow of a folder. Faults are collected in the result, not raised."""
    flows: dict[str, Flow] = {}
    sources: dict[str, Source] = {}
    faults: list[Fault] = []
    for path in sorted((folder or HERE / "library").glob("*.yaml")):
        name = f"{path.parent.name}/{path.name}"
        found = read(path.read_text(encoding="utf-8"), name)
        flow, wrong = _flow(found, name)
        faults += [*found.faults, *wrong]
        if flow:
            if flow.name in flows or flow.name != path.stem:
                faults.append(Fault("flow_name", f"{name}:1", f"разговор «{flow.name}» должен лежать в своём файле"))
            flows[flow.name], sources[flow.name] = flow, Source(name, found)
    return Library(flows, sources, tuple(faults))


def _flow(found: ParsedYaml, name: str) -> tuple[Flow | None, list[Fault]]:
    try:
        return Flow.model_validate(found.value), []
    except ValidationError as error:
        return None, [_fault(found, name, wrong) for wrong in error.errors()]


def _fault(found: ParsedYaml, name: str, wrong: Mapping[str, object]) -> Fault:
    path = wrong["loc"]
    assert isinstance(path, tuple)  # noqa: S101 `loc` of pydantic is a tuple
    says = _SAYS.get(str(wrong["type"]), "«{key}»: {msg}")
    text = says.format(key=path[-1] if path else "", input=wrong.get("input"), msg=wrong["msg"])
    return Fault("shape", f"{name}:{found.line(_in_document(found, path))}", text)


def _in_document(found: ParsedYaml, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    # pydantic adds names of union members («record») to the path; drop them, because the document does not have them
    at: tuple[str | int, ...] = ()
    for step in path:
        at = (*at, step) if (*at, step) in found.lines else at
    return at


def phrases(folder: Path | None = None, kind: str = "phrases") -> Mapping[str, tuple[str, ...]]:
    """Return {intent: example phrases}, read from the files of `folder`.

    With `kind="alone"`, return instead the words that suggest the intent if they are the whole text.
    """
    found = (read(path.read_text(encoding="utf-8"), path.name) for path in _phrase_files(folder))
    return {str(each.value["meaning"]): _lines(each.value, kind) for each in found if "meaning" in each.value}


def phrase_faults(folder: Path | None = None, learnt: Learnt | None = None) -> list[Fault]:
    """Return the faults of the phrase files: invalid YAML, or an intent that differs from the name of its file.

    Files that have not changed since the model `learnt` was trained are skipped: they had no faults then.
    """
    found: list[Fault] = []
    for path in _unlearnt(folder, learnt):
        each = read(path.read_text(encoding="utf-8"), f"phrases/{path.name}")
        found += each.faults
        if not each.faults and each.value.get("meaning") != path.stem:
            found.append(Fault("shape", f"phrases/{path.name}:1", f"не хватает строки «meaning: {path.stem}»"))
        found += _no_lines(each, path.name)
    return found


def _no_lines(of: ParsedYaml, name: str) -> Iterator[Fault]:
    for kind in ("phrases", "alone"):
        listed = of.value.get(kind, []) if isinstance(of.value, dict) else []
        for at, phrase in enumerate(listed):
            if not isinstance(phrase, str):
                says = "пример с двоеточием возьмите в кавычки, иначе это не строка"
                yield Fault("shape", f"phrases/{name}:{of.line((kind, at))}", says)


def _lines(value: Mapping[str, object], kind: str) -> tuple[str, ...]:
    listed = value.get(kind, ())
    return tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list | tuple) else ()


def model_stale(folder: Path | None = None, learnt: Learnt | None = None) -> list[Fault]:
    """Return a fault for every phrase file changed after the model was trained. If there is no model, return []."""
    says = "эти примеры модель ещё не учила: они слышны по похожести. Выполните make model"
    changed = _unlearnt(folder, learnt) if learnt else []
    gone = learnt.phrases.keys() - phrase_digests(folder).keys() if learnt else ()
    unlearnt = [Fault("model_stale", f"phrases/{path.name}:1", says) for path in changed]
    missing = "модель учила эти примеры, а файла больше нет. Выполните make model"
    return unlearnt + [Fault("model_stale", f"phrases/{name}.yaml:1", missing) for name in sorted(gone)]


def trained_classifier() -> IntentClassifier:
    """Return a classifier that uses the trained model.

    Phrases edited after the training are recognised only by near matches.
    """
    of = model()
    edited = {path.stem: read(path.read_text(encoding="utf-8"), path.name).value for path in _unlearnt(None, of)}
    return IntentClassifier({name: _lines(each, "phrases") for name, each in edited.items()}, None, of, folds())


def model(home: Path | None = None) -> Learnt | None:
    """Return the model that `make model` wrote to the folder `home`; None if there is no model."""
    file = (home or HERE) / MODEL.relative_to(HERE)
    return Learnt(file.read_bytes()) if file.exists() else None


def _unlearnt(folder: Path | None, learnt: Learnt | None) -> list[Path]:
    known = learnt.phrases if learnt else {}
    return [path for path in _phrase_files(folder) if known.get(path.stem) != _digest(path)]


def folds() -> Folds:
    """Return the table that maps every intent to one of the 24 broad intents."""
    return Folds(read((HERE / "folds.yaml").read_text(encoding="utf-8"), "folds.yaml").value)


def phrase_digests(folder: Path | None = None) -> dict[str, str]:
    """Return {intent: digest of its phrase file}."""
    return {path.stem: _digest(path) for path in _phrase_files(folder)}


def _digest(path: Path) -> str:
    # a checkout may use Windows line endings
    return blake2b(path.read_bytes().replace(b"\r\n", b"\n"), digest_size=8).hexdigest()


def phrased(folder: Path | None = None) -> dict[str, Phrased]:
    """Return {intent: its topic and phrases}."""
    found = (read(path.read_text(encoding="utf-8"), path.name).value for path in _phrase_files(folder))
    return {
        str(each["meaning"]): Phrased(str(each.get("about", "")), tuple(each.get("phrases", ())))
        for each in found
        if "meaning" in each
    }


def _phrase_files(folder: Path | None) -> list[Path]:
    return sorted((folder or HERE / "phrases").glob("*.yaml"))


def bound(
    of: Library,
    calendar: Calendar,
    terms: Mapping[str, str],
    labels: Mapping[tuple[str, str, str], str],
    classifier: IntentClassifier | None = None,
    *,
    sure: Mapping[Spot, frozenset[str]] | None = None,
    calendars: Mapping[str, Calendar] | None = None,
    features: Mapping[str, SchoolFeatures] | None = None,
    own_terms: Mapping[str, Mapping[str, str]] | None = None,
) -> Book:
    """Build a book from flows, terms and labels. Raises BrokenBook if the library has faults.

    `classifier`: the trained one if it is None. `sure`: for each state, the slots set on every path to it
    (flows.checks.needed_everywhere). A start link or notice button that opens the state directly must set them too.
    """
    if of.faults:
        raise BrokenBook(list(of.faults))
    return Book(
        flows=of.flows,
        calendar=calendar,
        terms=_spans(terms),
        labels=labels,
        classifier=classifier or trained_classifier(),
        entry_points=entry_points(of.flows),
        renamed=renamed(of.flows),
        calendars=calendars or {},
        openable=openable(of.flows, sure or {}),
        features=features or {},
        own_terms={school: _spans(own) for school, own in (own_terms or {}).items()},
        phrased=phrased(),
    )


def _spans(terms: Mapping[str, str]) -> dict[str, Span]:
    return {name: Span.parse(term) for name, term in terms.items()}


def entry_points(flows: Mapping[str, Flow]) -> dict[str, EntryPoint]:
    """Return {intent: its entry point}."""
    return {
        intent: EntryPoint(name, at, slots)
        for name, flow in flows.items()
        for at, state in flow.states.items()
        for intent, slots in state.intents.items()
    }


def openable(flows: Mapping[str, Flow], sure: Mapping[Spot, frozenset[str]]) -> dict[Spot, frozenset[str]]:
    """Return the states that start links and notice buttons may open: {state: slots that must be set then}.

    They are the first screen and the states that notice buttons open. `sure`: for each state, the slots set on every
    path to it.
    """
    states = [state for flow in flows.values() for state in flow.states.values() if state.notice]
    links = [str(way.open).partition("/") for state in states for way in state.buttons.values()]
    places = [(name, state or flows[name].start) for name, _, state in links if name in flows]
    return {FIRST: frozenset(), **{place: sure.get(place, frozenset()) for place in places}}


def renamed(flows: Mapping[str, Flow]) -> dict[tuple[str, str], tuple[str, str]]:
    """Return {old (flow, state): new one} for every renamed flow or state. The YAML key `was` has the old names."""
    starts = {(old, ""): (name, flow.start) for name, flow in flows.items() for old in flow.was}
    return starts | {
        (flow_name, old): (name, at)
        for name, flow in flows.items()
        for at, state in flow.states.items()
        for flow_name, old in _former(flow, at)
        if (flow_name, old) != (name, at)
    }


def _former(flow: Flow, at: str) -> list[Spot]:
    # a state may have been in another flow: `was: [beyond/diary]`
    moved = [tuple(old.split("/", 1)) for old in flow.states[at].was if "/" in old]
    stayed = [old for old in (at, *flow.states[at].was) if "/" not in old]
    return [*((flow_name, old) for flow_name in (flow.name, *flow.was) for old in stayed), *((a, b) for a, b in moved)]
