"""The installation: which school profiles it can open, and the code that makes somebody its installer."""

import hmac
from collections.abc import Mapping
from typing import NamedTuple

from texts import School


class Installation(NamedTuple):
    """What the operator configured."""

    profiles: Mapping[str, School] = {}
    code: str = ""  #: empty: nobody becomes an installer

    def opened_by(self, code: str) -> bool:
        """Tell whether this is the installation's own code; the comparison takes constant time."""
        return bool(self.code) and hmac.compare_digest(code.encode(), self.code.encode())
