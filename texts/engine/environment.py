"""The sandbox of the templates: what a template may name, and how a missing word is told."""

from collections.abc import Mapping

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

from texts.engine.facts import Fact
from texts.engine.filters import BUILT_IN, FILTERS

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


def environment(loader: jinja2.BaseLoader, facts: Mapping[str, Fact], *, markup: bool) -> Environment:
    """Make the environment of texts (markup, everything put in is escaped) or of labels (plain)."""
    made = Environment(
        loader=loader,
        autoescape=markup,
        undefined=Untold,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        optimized=False,  # folding constants costs more than it saves: a text has few, and half of the check was it
        cache_size=-1,
    )
    made.globals = {"fact": FactWords({name: fact.said for name, fact in facts.items()})}
    made.filters = {name: made.filters[name] for name in sorted(BUILT_IN)} | dict(FILTERS)
    return made
