-- Pictures and documents that messages carry, and what each account's platform calls those it was given already.

CREATE TABLE files (
    id      TEXT PRIMARY KEY,      -- made of what it holds, so that one made twice is one
    kind    TEXT NOT NULL CHECK (kind IN ('picture', 'document')),
    name    TEXT NOT NULL,         -- as people see it: «Класс 3Б.png»
    content BLOB NOT NULL,
    person  TEXT NOT NULL DEFAULT '',  -- who sent it to the bot; empty: the bot made it
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX files_of_person ON files (person) WHERE person <> '';

CREATE TABLE uploads (             -- a platform's own name of a file, good for everybody of that account
    account TEXT NOT NULL,
    file    TEXT NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    ref     TEXT NOT NULL,
    PRIMARY KEY (account, file)
) STRICT, WITHOUT ROWID;

ALTER TABLE deliveries ADD COLUMN file TEXT NOT NULL DEFAULT '';  -- what the message carries
