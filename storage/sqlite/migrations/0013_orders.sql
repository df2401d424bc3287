-- Acquaintance under signature (F11): what the administrator sends to the class teachers, and who of them has read it.

CREATE TABLE orders (
    id       TEXT PRIMARY KEY,
    school   TEXT NOT NULL,
    author   TEXT NOT NULL,
    body     TEXT NOT NULL,         -- crossed out words
    file     TEXT NOT NULL DEFAULT '',  -- what was sent with them
    made_at  TEXT NOT NULL,
    ended_at TEXT                   -- nobody is asked any more; the list stands
) STRICT;
CREATE INDEX orders_of_school ON orders (school, made_at);

CREATE TABLE acquaintance (         -- one row a teacher's class: whoever teaches it is named by it, never by a name
    id        INTEGER PRIMARY KEY,
    document  TEXT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    person    TEXT NOT NULL,        -- empty: erased; the day stands
    class     TEXT NOT NULL REFERENCES classes (id),
    told_at   TEXT NOT NULL,
    signed_at TEXT,
    reminders INTEGER NOT NULL DEFAULT 0,
    next_at   TEXT                  -- when they are reminded; NULL: no more
) STRICT;
CREATE UNIQUE INDEX acquaintance_of ON acquaintance (document, person, class) WHERE person <> '';
CREATE INDEX acquaintance_due ON acquaintance (next_at) WHERE next_at IS NOT NULL;
