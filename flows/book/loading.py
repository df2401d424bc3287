"""Reading the book from disk: the only file of this package that opens files."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from flows.book.errors import BrokenBook, Fault
from flows.book.model import FIRST, Book, Door, Flow, Phrased, Traits
from flows.book.yaml_strings import ParsedYaml, read
from flows.nlu.folds import Folds
from flows.nlu.intents import Ear
from flows.nlu.model import Learnt
from flows.values.calendar import Calendar, Span

HERE = Path(__file__).parents[1]
MODEL = HERE / "nlu" / "learnt.bin"  #: what `make model` learnt from the phrases
Spot = tuple[str, str]  #: a flow and a state of it
_SAYS = {
    "extra_forbidden": "неизвестный ключ «{key}»",
    "missing": "не хватает ключа «{key}»",
    "literal_error": "у «{key}» недопустимое значение «{input}»",
    "union_tag_invalid": "неизвестный эффект «{input}»",
    "union_tag_not_found": "у эффекта нет ключа «effect»",
    "bool_parsing": "у «{key}» должно быть true или false",
}


class Source(NamedTuple):
    """One file of the library as it was read: for the checks, which tell lines."""

    name: str
    read: ParsedYaml


class Library(NamedTuple):
    """The flows of a folder with what is wrong with their shape, and where each thing stands."""

    flows: Mapping[str, Flow]
    sources: Mapping[str, Source]
    faults: tuple[Fault, ...]

    def where(self, flow: str, *path: str | int) -> str:
        """Give `library/status.yaml:12` for a path inside a flow."""
        source = self.sources.get(flow)
        return f"{source.name}:{source.read.line(path)}" if source else f"library/{flow}.yaml:1"


def library(folder: Path | None = None) -> Library:
    """Read every flow of a folder, gathering faults rather than stopping at the first."""
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
    assert isinstance(path, tuple)  # noqa: S101 pydantic says so
    says = _SAYS.get(str(wrong["type"]), "«{key}»: {msg}")
    text = says.format(key=path[-1] if path else "", input=wrong.get("input"), msg=wrong["msg"])
    return Fault("shape", f"{name}:{found.line(_in_document(found, path))}", text)


def _in_document(found: ParsedYaml, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    # pydantic names union members on the way («record»); they are not in the document
    at: tuple[str | int, ...] = ()
    for step in path:
        at = (*at, step) if (*at, step) in found.lines else at
    return at


def phrases(folder: Path | None = None, kind: str = "phrases") -> Mapping[str, tuple[str, ...]]:
    """Read the example phrases of every meaning, or (`alone`) the words that suggest it when said alone."""
    found = (read(path.read_text(encoding="utf-8"), path.name) for path in _phrase_files(folder))
    return {str(each.value["meaning"]): _lines(each.value, kind) for each in found if "meaning" in each.value}


def phrase_faults(folder: Path | None = None, learnt: Learnt | None = None) -> list[Fault]:
    """Give what is wrong with the files of phrases: YAML itself, a meaning that is not the file's name.

    What `learnt` was learnt from as it is was in order then, and is not read again.
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
    """Give the files of phrases that the model has not learnt as they are now; nothing without a model."""
    says = "эти примеры модель ещё не учила: они слышны по похожести. Выполните make model"
    changed = _unlearnt(folder, learnt) if learnt else []
    gone = learnt.phrases.keys() - phrase_digests(folder).keys() if learnt else ()
    unlearnt = [Fault("model_stale", f"phrases/{path.name}:1", says) for path in changed]
    missing = "модель учила эти примеры, а файла больше нет. Выполните make model"
    return unlearnt + [Fault("model_stale", f"phrases/{name}.yaml:1", missing) for name in sorted(gone)]


def the_ear() -> Ear:
    """Give the ear of what was learnt; phrases edited since are heard by near matches."""
    of = model()
    edited = {path.stem: read(path.read_text(encoding="utf-8"), path.name).value for path in _unlearnt(None, of)}
    return Ear({name: _lines(each, "phrases") for name, each in edited.items()}, None, of, folds())


def model(home: Path | None = None) -> Learnt | None:
    """Read what `make model` learnt from the phrases of a home of flows; None where nothing was learnt."""
    file = (home or HERE) / MODEL.relative_to(HERE)
    return Learnt(file.read_bytes()) if file.exists() else None


def _unlearnt(folder: Path | None, learnt: Learnt | None) -> list[Path]:
    known = learnt.phrases if learnt else {}
    return [path for path in _phrase_files(folder) if known.get(path.stem) != _digest(path)]


def folds() -> Folds:
    """Read which of the 24 intents of parents' messages every finer meaning is a part of."""
    return Folds(read((HERE / "folds.yaml").read_text(encoding="utf-8"), "folds.yaml").value)


def phrase_digests(folder: Path | None = None) -> dict[str, str]:
    """Give, for every meaning, a digest of its file as it is now."""
    return {path.stem: _digest(path) for path in _phrase_files(folder)}


def _digest(path: Path) -> str:
    # a checkout may end lines its own way
    return blake2b(path.read_bytes().replace(b"\r\n", b"\n"), digest_size=8).hexdigest()


def phrased(folder: Path | None = None) -> dict[str, Phrased]:
    """Read what every meaning is about, and its phrases."""
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
    ear: Ear | None = None,
    *,
    sure: Mapping[Spot, frozenset[str]] | None = None,
    calendars: Mapping[str, Calendar] | None = None,
    traits: Mapping[str, Traits] | None = None,
    own_terms: Mapping[str, Mapping[str, str]] | None = None,
) -> Book:
    """Bind flows to terms, labels and phrases into a book. Raises BrokenBook when their shape is wrong.

    `sure` names the words told on every way to a place (flows.checks.needed_everywhere): the gate asks for them.
    """
    if of.faults:
        raise BrokenBook(list(of.faults))
    return Book(
        flows=of.flows,
        calendar=calendar,
        terms=_spans(terms),
        labels=labels,
        ear=ear or the_ear(),
        doors=doors(of.flows),
        renamed=renamed(of.flows),
        calendars=calendars or {},
        openable=openable(of.flows, sure or {}),
        traits=traits or {},
        own_terms={school: _spans(own) for school, own in (own_terms or {}).items()},
        phrased=phrased(),
    )


def _spans(terms: Mapping[str, str]) -> dict[str, Span]:
    return {name: Span.parse(term) for name, term in terms.items()}


def doors(flows: Mapping[str, Flow]) -> dict[str, Door]:
    """Give, for every meaning, the state that hears it."""
    return {
        meaning: Door(name, at, told)
        for name, flow in flows.items()
        for at, state in flow.states.items()
        for meaning, told in state.hears.items()
    }


def openable(flows: Mapping[str, Flow], sure: Mapping[Spot, frozenset[str]]) -> dict[Spot, frozenset[str]]:
    """Give every place that a notice's button opens, with the words it cannot do without.

    From outside there is no other way in but the first screen.
    """
    states = [state for flow in flows.values() for state in flow.states.values() if state.notice]
    links = [str(way.open).partition("/") for state in states for way in state.buttons.values()]
    places = [(name, state or flows[name].start) for name, _, state in links if name in flows]
    return {FIRST: frozenset(), **{place: sure.get(place, frozenset()) for place in places}}


def renamed(flows: Mapping[str, Flow]) -> dict[tuple[str, str], tuple[str, str]]:
    """Give the present place of every place that has had another name: `was` of a state, of a flow, or of both."""
    starts = {(old, ""): (name, flow.start) for name, flow in flows.items() for old in flow.was}
    return starts | {
        (flow_name, old): (name, at)
        for name, flow in flows.items()
        for at, state in flow.states.items()
        for flow_name, old in _former(flow, at)
        if (flow_name, old) != (name, at)
    }


def _former(flow: Flow, at: str) -> list[Spot]:
    # a state may have lived in another flow: `was: [beyond/diary]`
    moved = [tuple(old.split("/", 1)) for old in flow.states[at].was if "/" in old]
    stayed = [old for old in (at, *flow.states[at].was) if "/" not in old]
    return [*((flow_name, old) for flow_name in (flow.name, *flow.was) for old in stayed), *((a, b) for a, b in moved)]
