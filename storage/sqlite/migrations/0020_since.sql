-- From when the time of a timer is counted: one that comes late says how long it really was.

ALTER TABLE timers ADD COLUMN since TEXT;  -- NULL: set by an older version
