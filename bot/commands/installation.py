"""The installation: the school profiles it can open, and the code that makes a person its installer."""

import hmac
from collections.abc import Mapping
from typing import NamedTuple

from texts import School


class Installation(NamedTuple):
    """What the operator configured."""

    profiles: Mapping[str, School] = {}
    code: str = ""  #: empty: nobody becomes an installer

    def opened_by(self, code: str) -> bool:
        """Return True if this is the installation's own code. The comparison takes constant time."""
        return bool(self.code) and hmac.compare_digest(code.encode(), self.code.encode())
