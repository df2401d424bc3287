"""The names of fields in stored JSON, where the code has other names.

Sessions, timers and notices in databases were written with these names by version 0.2, so JSON keeps them.
"""

SLOTS = {"slots": "told"}
ANSWER = {"command": "wish"}
TAKEN = SLOTS | ANSWER
SESSION = SLOTS | {"results": "found", "unrecognised": "misses"}
