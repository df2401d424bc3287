"""The parts of a running bot whose account its platform refuses: since when, and what is logged about it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.errors import AccountRefusedError
from bot.refusals import Refusal

log = logging.getLogger(__name__)


@dataclass
class RefusedPart:
    """A part whose account is refused. Times are seconds of a monotonic clock."""

    account: str
    refusal: Refusal
    sentence: str
    began: float
    last: float
    tries: int = 0  #: refusals in a row


class RefusedParts:
    """The refusals that go on. The owner reads one sentence when one begins and one when it is over."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        """Start without refusals. `ticks` returns the seconds of a monotonic clock."""
        self._ticks = ticks
        self._accounts: dict[str, str] = {}
        self._refused: dict[str, RefusedPart] = {}

    @property
    def sentences(self) -> list[str]:
        """Return the sentences of the refusals that go on, each once."""
        return list(dict.fromkeys(each.sentence for each in self._refused.values()))

    def add(self, part: str, account: str) -> None:
        """Count `part` as one of the parts of `account`."""
        self._accounts[part] = account

    def refused(self, part: str, error: AccountRefusedError) -> float:
        """Record a refusal of the account of `part`. Return the seconds that the part must rest."""
        found, now = self._refused.get(part), self._ticks()
        if found is None or found.sentence != str(error):
            self._say(str(error))
            began = found.began if found else now
            found = RefusedPart(self._accounts.get(part, error.account), error.refusal, str(error), began, now)
            self._refused[part] = found
        found.last, rest = now, found.refusal.rest.after(found.tries)
        found.tries += 1
        return rest

    def accepted(self, part: str) -> bool:
        """Record a success of `part`. Return False if it is too early to call the refusal before it over."""
        found = self._refused.get(part)
        if found is None:
            return True
        if self._ticks() - found.last < found.refusal.quiet:
            return False
        del self._refused[part]
        if found.sentence not in self.sentences:
            log.warning("%s", found.refusal.over.format(account=found.account))
        return True

    def all_for(self, seconds: float) -> bool:
        """Return True if every account was refused for so long, and was refused again after that."""
        long = {each.account for each in self._refused.values() if _lasts(each, seconds)}
        return set(self._accounts.values()) <= long

    def _say(self, sentence: str) -> None:
        # both parts of an account are refused for the same reason at almost the same time
        if sentence not in self.sentences:
            log.error("%s", sentence)


def _lasts(part: RefusedPart, seconds: float) -> bool:
    return not part.refusal.passes and part.last - part.began >= seconds
