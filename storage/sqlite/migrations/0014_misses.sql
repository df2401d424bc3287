-- What was not understood: shapes counted by school and day, words people sent to their school, what the school taught.

CREATE TABLE misses (               -- no text: words of the book's own vocabulary, in the order of the alphabet
    school TEXT NOT NULL,
    key    TEXT NOT NULL,           -- of the shape: what a button carries
    guess  TEXT NOT NULL,           -- the meaning it was taken for; empty: none
    day    TEXT NOT NULL,
    shape  TEXT NOT NULL,
    count  INTEGER NOT NULL,
    PRIMARY KEY (school, key, guess, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE lessons (              -- redacted words that somebody agreed to show their school, for 30 days
    id      TEXT PRIMARY KEY,
    school  TEXT NOT NULL,
    person  TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,  -- for erasing only: nobody is shown it
    text    TEXT NOT NULL,
    meaning TEXT NOT NULL DEFAULT '',   -- what they say it was about
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX lessons_of_school ON lessons (school, at);
CREATE INDEX lessons_of_person ON lessons (person, at);

CREATE TABLE examples (             -- what a school attached to a meaning: near matches over what was learnt
    id        TEXT PRIMARY KEY,
    school    TEXT NOT NULL,
    text      TEXT NOT NULL,
    meaning   TEXT NOT NULL,
    author    TEXT NOT NULL DEFAULT '',  -- who attached it
    taught_by TEXT NOT NULL DEFAULT '',  -- whose own words these are; they go with the person
    at        TEXT NOT NULL,
    ended_at  TEXT
) STRICT;
CREATE UNIQUE INDEX examples_of_school ON examples (school, text) WHERE ended_at IS NULL;
