"""The tested questions a branch may ask: `when: past_the_limit`. Each is one line of meaning and one line of Python.

Every module here registers its own; adding one is adding a file.
"""

from importlib import import_module
from pkgutil import iter_modules

from flows.rules.registry import RULES, Rule

for module in iter_modules(__path__):
    import_module(f"{__name__}.{module.name}")

__all__ = ["RULES", "Rule"]
