"""The checks of templates and labels that `Texts.compile_all` runs."""

from collections.abc import Iterator, Mapping

from texts.engine.buttons import Buttons, Label, too_long
from texts.engine.edition import Edition
from texts.engine.errors import RenderError
from texts.engine.facts import Fact, is_said
from texts.engine.templating.markup import mistakes
from texts.engine.templating.templates import Templates
from texts.engine.templating.words import Reading

Problem = tuple[int, str]


def problems_of(templates: Templates, buttons: Buttons, facts: Mapping[str, Fact]) -> Iterator[str]:
    """Yield an error message with file and line for every mistake in the templates and labels."""
    for path in sorted(templates.sources):
        for line, sentence in sorted(_of_template(templates, path, facts)):
            yield f"{templates.shown(path)}:{line}: {sentence}"
    for label in buttons:
        if label.has_holes:
            yield from (f"{label.place}: {sentence}" for sentence in _of_label(templates, label, facts))


def _of_template(templates: Templates, path: str, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    yield from mistakes(templates.source(path))
    try:
        found = templates.reading(path)
    except RenderError as error:
        yield error.line, error.reason
        return
    yield from _of_reading(found, facts)
    yield from _of_calls(templates, found)


def _of_reading(found: Reading, facts: Mapping[str, Fact]) -> Iterator[Problem]:
    yield from found.mistakes
    for use in found.facts():
        if not is_said(use.name, facts):
            yield use.line, f"факта «{use.name}» нет в facts.yaml."


def _of_calls(templates: Templates, found: Reading) -> Iterator[Problem]:
    for call in found.calls:
        if call.path not in templates.sources:
            yield call.line, f"вставляемого текста «{call.path}» нет."
        elif not call.sees_context and (hidden := templates.names(call.path) - {"fact"}):
            said = ", ".join(f"«{name}»" for name in sorted(hidden))
            yield call.line, f"«{call.path}» не увидит {said}: передайте макросу словами или добавьте «with context»."


def _of_label(templates: Templates, label: Label, facts: Mapping[str, Fact]) -> Iterator[str]:
    try:
        found = templates.read(label.source, label.place)
    except RenderError as error:
        yield error.reason
        return
    unknown = [sentence for _, sentence in _of_reading(found, facts)]
    yield from unknown
    if not unknown and found.names <= {"fact"} and (sentence := too_long(_said(templates, label, facts))):
        yield sentence


def _said(templates: Templates, label: Label, facts: Mapping[str, Fact]) -> str:
    return Edition(templates, facts).label(label, {})
