"""What a platform's refusal of an account means: a sentence for the owner, and how long the account rests.

No refusal is final: the account tries again after each rest. A channel keeps its refusals in tables (`errors.py` of its
folder); the supervisor and the account sender handle the refusals of every channel alike.
"""

from typing import NamedTuple

DOUBLED = 16  #: times a rest is doubled at most, so that the power stays small


class Rest(NamedTuple):
    """The seconds of rest after a refusal: `first`, doubled after each further refusal, at most `longest`."""

    first: float
    longest: float

    def after(self, refusals: int) -> float:
        """Return the seconds of rest after one more refusal, if there were `refusals` in a row before it."""
        return min(self.first * 2.0 ** min(refusals, DOUBLED), self.longest)


class Refusal(NamedTuple):
    """A refusal of an account. The sentences are for the owner; `{account}` in them is replaced."""

    why: str  #: what is wrong and what to do
    over: str  #: logged when the platform accepts the account again
    rest: Rest
    quiet: float = 0.0  #: seconds without another refusal after which it is over; 0: the first success ends it
    passes: bool = False  #: it ends without the owner's help, so it never ends the program


#: Between tries to receive. Mostly a person must mend the cause, and a faulty answer of the platform passes in minutes.
RECEIVING = Rest(60.0, 900.0)
#: Between tries to send. The first rest is short: somebody waits for the message that was refused.
SENDING = Rest(5.0, 900.0)
