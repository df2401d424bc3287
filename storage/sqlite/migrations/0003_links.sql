-- One person, two chats: what a link moved, ids only, so that it can be undone for a day.

CREATE TABLE links (
    id           INTEGER PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,  -- who remains
    other        TEXT NOT NULL UNIQUE REFERENCES persons (id) ON DELETE CASCADE,  -- who became part of them: no chats
    consent      TEXT NOT NULL,     -- what the remaining person's row held before
    consented_at TEXT,
    muted_at     TEXT,
    at           TEXT NOT NULL
) STRICT;
CREATE INDEX links_of_person ON links (person, at);

CREATE TABLE linked (               -- one row each: which column of which table named the other
    link  INTEGER NOT NULL REFERENCES links (id) ON DELETE CASCADE,
    place TEXT NOT NULL,
    row   TEXT NOT NULL,
    PRIMARY KEY (link, place, row)
) STRICT, WITHOUT ROWID;
