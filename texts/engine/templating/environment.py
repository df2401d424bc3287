"""The sandbox of the templates: allowed names and filters, and errors for missing slots."""

from collections.abc import Mapping

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from texts.engine.facts import Fact
from texts.engine.templating.filters import BUILT_IN, FILTERS

_METHODS = frozenset({"get", "items", "keys", "values"})


class FactWords(dict[str, str]):
    """Facts as a template uses them: their texts by name."""


class MissingWord(jinja2.StrictUndefined):
    """A slot that is not set: any use of it except `is defined` is an error, in Russian."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"слово «{self._undefined_name}» не передали."


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which `mapping.x` means the key x if it exists, so that a slot may be called `items`."""

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


def environment(loader: jinja2.BaseLoader, facts: Mapping[str, Fact], *, markup: bool) -> Environment:
    """Make the environment of texts (markup, with escaping) or of labels (plain)."""
    made = Environment(
        loader=loader,
        autoescape=markup,
        undefined=MissingWord,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # constant folding took half of the time of the check, and a text has few constants
        cache_size=-1,
    )
    made.globals = {"fact": FactWords({name: fact.said for name, fact in facts.items()})}
    made.filters = {name: made.filters[name] for name in sorted(BUILT_IN)} | dict(FILTERS)
    return made
