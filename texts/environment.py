"""The sandbox of the templates: what a template may name, and how a missing word is told."""

from collections.abc import Mapping
from types import CodeType

import jinja2
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from texts.facts import Fact
from texts.filters import BUILT_IN, FILTERS

_METHODS = frozenset({"get", "items", "keys", "values"})


class FactWords(dict[str, str]):
    """Facts as a template sees them: a name and what is said."""


class Untold(jinja2.StrictUndefined):
    """A word nobody told: whatever a template does with it, but `is defined`, is an error in Russian."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"слово «{self._undefined_name}» не передали."


class Environment(ImmutableSandboxedEnvironment):
    """A dot on a mapping means its key first, so a word may be called `items`; its reading methods are kept."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping) and (attribute in obj or attribute not in _METHODS):
            return self._word(obj, attribute)
        return super().getattr(obj, attribute)

    def getitem(self, obj: object, argument: object) -> object:
        return self._word(obj, argument) if isinstance(obj, Mapping) else super().getitem(obj, argument)

    def _word(self, obj: Mapping[object, object], name: object) -> object:
        try:
            return obj[name]
        except KeyError:
            known = isinstance(obj, FactWords)
            reason = f"факта «{name}» нет в facts.yaml." if known else f"слово «{name}» не сказано."
            return self.undefined(reason, obj=obj, name=str(name))


class Compiled(jinja2.BytecodeCache):
    """Templates compiled once for all editions: an edition has its own facts, not its own code."""

    def __init__(self) -> None:
        self._codes: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get(bucket.key + bucket.checksum)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key + bucket.checksum] = bucket.code


COMPILED = Compiled()


def environment(loader: jinja2.BaseLoader, facts: Mapping[str, Fact], *, markup: bool) -> Environment:
    """Make the environment of texts (markup, everything put in is escaped) or of labels (plain)."""
    made = Environment(
        loader=loader,
        autoescape=markup,
        undefined=Untold,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
        bytecode_cache=COMPILED if markup else None,
    )
    made.globals = {"fact": FactWords({name: fact.said for name, fact in facts.items()})}
    made.filters = {name: made.filters[name] for name in sorted(BUILT_IN)} | dict(FILTERS)
    return made
