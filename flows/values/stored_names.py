"""Names of fields in stored JSON that differ from the names in the code.

Databases contain sessions, timers and notices that version 0.2 wrote with these names, so JSON still uses them.
Names of slots, commands and queries are words of the YAML and keep older names too: `meaning` (intent), `miss`
(unrecognised message), `shape` (signature), `lesson` (submitted example), `hat` (role), `mends` (responsible), `signs`
(length in characters).
"""

SLOTS = {"slots": "told"}
ANSWER = {"command": "wish"}
TAKEN = SLOTS | ANSWER
SESSION = SLOTS | {"results": "found", "unrecognised": "misses"}
