"""Names of fields in stored JSON that differ from the names in the code.

Databases contain sessions, timers and notices that version 0.2 wrote with these names, so JSON still uses them.
"""

SLOTS = {"slots": "told"}
ANSWER = {"command": "wish"}
TAKEN = SLOTS | ANSWER
SESSION = SLOTS | {"results": "found", "unrecognised": "misses"}
