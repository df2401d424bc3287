"""The names that a template uses, read from its syntax tree without rendering it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

from texts.engine.templating.filters import WITH_NOW

TOLD = "told"
FACT = "fact"
_NAMING = (nodes.FromImport, nodes.Import, nodes.Macro)
_GIVEN = frozenset({"loop", "caller", "varargs", "kwargs"})  #: names that Jinja itself defines in a block


@dataclass(frozen=True, slots=True)
class Use:
    """One use of `told.x` or `fact.x` in a template. `guarded`: it is checked by `is defined`, or has a default."""

    space: str
    name: str
    line: int
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """An include or import in a template: the path of the other template, and whether that one gets the context."""

    path: str
    line: int
    sees_context: bool


@dataclass(slots=True)
class Reading:
    """The names that one template uses, without those of the templates it includes."""

    uses: list[Use] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    names: frozenset[str] = frozenset()
    assigned: frozenset[str] = frozenset()
    moment: bool = False  #: the template uses `now` itself, not only through a filter
    mistakes: list[tuple[int, str]] = field(default_factory=list)

    def words(self) -> frozenset[str]:
        """Return the slots that must be set when the template is rendered."""
        return frozenset(use.name for use in self.uses if use.space == TOLD and not use.guarded)

    def optional_words(self) -> frozenset[str]:
        """Return the slots that the template uses only if they are set."""
        return frozenset(use.name for use in self.uses if use.space == TOLD) - self.words()

    def facts(self) -> Iterator[Use]:
        """Yield every use of a fact in the template."""
        return (use for use in self.uses if use.space == FACT)


def as_tuple(of: Reading) -> tuple[object, ...]:
    """Convert a Reading to a tuple that `marshal` can store."""
    uses = tuple((use.space, use.name, use.line, use.guarded) for use in of.uses)
    calls = tuple((call.path, call.line, call.sees_context) for call in of.calls)
    return uses, calls, of.names, of.assigned, of.moment, tuple(of.mistakes)


def reading_from(kept: Any) -> Reading:
    """Convert the result of `as_tuple` back to a Reading."""
    uses, calls, names, assigned, moment, mistakes = kept
    return Reading([Use(*use) for use in uses], [Call(*call) for call in calls], names, assigned, moment, [*mistakes])


def reading(tree: nodes.Template) -> Reading:
    """Return the names that the syntax tree of a template uses."""
    found = Reading()
    _Walk(found).walk(tree, frozenset())
    parts = tuple(tree.find_all((nodes.Filter, nodes.Name, *_NAMING)))  # one pass, because a tree has many nodes
    filters = {one.name for one in parts if isinstance(one, nodes.Filter)}
    # Add both names here: the template does not take facts from its context, and filters read `now` without naming it.
    now = {"now"} if filters & WITH_NOW else set()
    fact = {FACT} if any(found.facts()) else set()
    named = tuple(one for one in parts if isinstance(one, nodes.Name))
    found.assigned = frozenset(one.name for one in named if one.ctx != "load")
    asked = {one.name for one in named if one.ctx == "load"} - found.assigned - set(_imported(parts)) - _GIVEN
    found.moment = "now" in asked
    found.names = frozenset(asked - {FACT} | now | fact)
    return found


def _imported(parts: Iterable[nodes.Node]) -> Iterator[str]:
    for one in parts:
        match one:
            case nodes.FromImport():
                yield from (name if isinstance(name, str) else name[1] for name in one.names)
            case nodes.Import():
                yield one.target
            case nodes.Macro():
                yield one.name
            case _:
                pass


class _Walk:
    """Walks a syntax tree and records its names. `sure`: the slots that are certainly set at the current node."""

    def __init__(self, found: Reading) -> None:
        self._found = found

    def walk(self, node: nodes.Node, sure: frozenset[str]) -> None:
        match node:
            case nodes.Getattr(node=nodes.Name(name="told" | "fact" as space), attr=name):
                self._use(space, name, node.lineno, sure)
            case nodes.Getitem(node=nodes.Name(name="told" | "fact" as space), arg=nodes.Const(value=str(name))):
                self._use(space, name, node.lineno, sure)
            case nodes.Name(name="told" | "fact" as space):
                self._wrong(node, f"«{space}» пишут только вместе со словом, например «{space}.class_name».")
            case nodes.If():
                self._if(node, sure)
            case nodes.CondExpr():
                self._cond(node, sure)
            case nodes.And():
                self.walk(node.left, sure)
                self.walk(node.right, sure | _proved(node.left))
            case nodes.Test(name="defined" | "undefined") if word := _word(node.node):
                self._use(TOLD, word, node.lineno, frozenset({word}))
            case nodes.Filter(name="default") if node.node is not None and (word := _word(node.node)):
                self._use(TOLD, word, node.lineno, frozenset({word}))
                self._each(node.args, sure)
            case nodes.Include() | nodes.Import() | nodes.FromImport() | nodes.Extends():
                self._call(node)
            case _:
                self._each(node.iter_child_nodes(), sure)

    def _each(self, children: Iterable[nodes.Node], sure: frozenset[str]) -> None:
        for child in children:
            self.walk(child, sure)

    def _if(self, node: nodes.If, sure: frozenset[str]) -> None:
        self.walk(node.test, sure)
        self._each(node.body, sure | _proved(node.test))
        without = sure | _disproved(node.test)
        for branch in node.elif_:
            self.walk(branch, without)
            without |= _disproved(branch.test)
        self._each(node.else_, without)

    def _cond(self, node: nodes.CondExpr, sure: frozenset[str]) -> None:
        self.walk(node.test, sure)
        self.walk(node.expr1, sure | _proved(node.test))
        if node.expr2 is not None:
            self.walk(node.expr2, sure | _disproved(node.test))

    def _use(self, space: str, name: str, line: int, sure: frozenset[str]) -> None:
        self._found.uses.append(Use(space, name, line, guarded=space == TOLD and name in sure))

    def _call(self, node: nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends) -> None:
        if not isinstance(node.template, nodes.Const) or not isinstance(node.template.value, str):
            self._wrong(node, "имя вставляемого текста пишут в кавычках, а не вычисляют.")
            return
        path = node.template.value.removesuffix(".j2")
        self._found.calls.append(Call(path, node.lineno, getattr(node, "with_context", True)))

    def _wrong(self, node: nodes.Node, sentence: str) -> None:
        self._found.mistakes.append((node.lineno, sentence))


def _proved(test: nodes.Node) -> frozenset[str]:
    """Return the slots that are certainly set where the condition `test` is true."""
    match test:
        case nodes.Test(name="defined"):
            return _one(test.node)
        case nodes.And():
            return _proved(test.left) | _proved(test.right)
        case nodes.Not():
            return _disproved(test.node)
        case _:
            return frozenset()


def _disproved(test: nodes.Node) -> frozenset[str]:
    """Return the slots that are certainly set where the condition `test` is false."""
    match test:
        case nodes.Test(name="undefined"):
            return _one(test.node)
        case nodes.Or():
            return _disproved(test.left) | _disproved(test.right)
        case nodes.Not():
            return _proved(test.node)
        case _:
            return frozenset()


def _one(node: nodes.Node) -> frozenset[str]:
    word = _word(node)
    return frozenset({word}) if word else frozenset()


def _word(node: nodes.Node) -> str | None:
    match node:
        case nodes.Getattr(node=nodes.Name(name="told"), attr=str(name)):
            return name
        case nodes.Getitem(node=nodes.Name(name="told"), arg=nodes.Const(value=str(name))):
            return name
        case _:
            return None
