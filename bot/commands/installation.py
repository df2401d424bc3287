"""What the operator configured: the profiles of schools that can be opened, and the code for the installer."""

import hmac
from collections.abc import Mapping
from typing import NamedTuple

from texts import School


class Installation(NamedTuple):
    """The profiles of schools, by key, and the installer code, as the operator configured them."""

    profiles: Mapping[str, School] = {}
    code: str = ""  #: if it is empty, nobody can become an installer

    def opened_by(self, code: str) -> bool:
        """Return True if `code` is the installer code. The comparison takes constant time."""
        return bool(self.code) and hmac.compare_digest(code.encode(), self.code.encode())
