"""The exit codes of the command line. `start.bat`, service managers and scripts decide by them."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What the end of a command means for whoever started it."""

    DONE = 0
    FOUND = 1  #: `doctor` or `check` found a fault that only a person can mend
    WRONG = 2  #: settings, arguments or a file are wrong: a sentence on stderr names them; a restart does not help
    NOT_REACHED = 3  #: a messenger does not answer now, and nothing else is wrong: `run` may be started, it waits
    REFUSED = 4  #: every account stayed refused for long: somebody must look, a restart may help
    TAKEN = 5  #: another process works with this database
    CRASHED = 6  #: a fault of the program itself; the sentence names a file with the details, a restart may help
