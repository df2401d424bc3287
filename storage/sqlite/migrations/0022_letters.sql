-- Letters: a pause while their author is asked whether to stop, and urgent letters with their journal.

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
