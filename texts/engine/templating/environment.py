"""The sandbox of the templates: it allows only some filters, and reports slots that are not set."""

from collections.abc import Mapping

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from texts.engine.facts import Fact, sayings
from texts.engine.templating.filters import BUILT_IN, FILTERS

_METHODS = frozenset({"get", "items", "keys", "values"})


class FactWords(dict[str, str]):
    """The facts that a template can use: {name: text for people}."""


class MissingWord(jinja2.StrictUndefined):
    """A slot that is not set. Any use except `is defined` or a default raises an error with a Russian message."""

    @property
    def _undefined_message(self) -> str:
        return self._undefined_hint or f"слово «{self._undefined_name}» не передали."


class Environment(ImmutableSandboxedEnvironment):
    """A sandbox in which `mapping.x` first looks for the key x, so that a slot may be called `items`."""

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
    """Return the Jinja environment for texts (`markup` true: values are escaped) or for labels (false: plain text)."""
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
    made.globals = {"fact": FactWords(sayings(facts))}
    made.filters = {name: made.filters[name] for name in sorted(BUILT_IN)} | dict(FILTERS)
    return made
