-- Letters: a pause while their author is asked whether to stop, urgent letters with their journal, quotes in tickets.

ALTER TABLE tickets ADD COLUMN quoted TEXT NOT NULL DEFAULT '';     -- words of a letter that stand in the summary
ALTER TABLE tickets ADD COLUMN quoted_of TEXT NOT NULL DEFAULT '';  -- who wrote the letter: the words go with them
CREATE INDEX tickets_quoting ON tickets (quoted_of) WHERE quoted_of <> '';

ALTER TABLE broadcasts ADD COLUMN paused_until TEXT NOT NULL DEFAULT '';  -- nothing of it is queued or claimed before
CREATE INDEX broadcasts_paused ON broadcasts (paused_until) WHERE paused_until > '';

ALTER TABLE broadcasts ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0;  -- past the budget and the quiet hours
CREATE TABLE urgent_letters (       -- what the school sees of them: no words and no names
    broadcast  TEXT PRIMARY KEY,
    school     TEXT NOT NULL,
    author     TEXT NOT NULL,       -- empty: erased
    role       TEXT NOT NULL CHECK (role IN ('teacher', 'staff')),
    class_name TEXT NOT NULL,       -- empty: the whole school
    people     INTEGER NOT NULL,
    at         TEXT NOT NULL
) STRICT;
CREATE INDEX urgent_letters_of_school ON urgent_letters (school, at);
CREATE INDEX urgent_letters_of_author ON urgent_letters (author, at);
