"""Ten minutes of faults in a minute: the program, its platforms and its people in one process, in virtual time."""
