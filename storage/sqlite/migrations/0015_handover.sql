-- What the teachers of a class hear, each once, when somebody comes to it or goes from it.

CREATE TABLE substitutions (        -- a substitute came (or stays longer), or is gone; a row lives until the teachers were told
    class    TEXT NOT NULL,
    last_day TEXT NOT NULL,
    state    TEXT NOT NULL CHECK (state IN ('came', 'gone')),
    PRIMARY KEY (class, last_day, state)
) STRICT, WITHOUT ROWID;

-- whoever writes: a code, the end of the day, leaving, the administrator, erasing
CREATE TRIGGER substitute_came AFTER INSERT ON hats WHEN new.kind = 'teacher' AND new.ends_at IS NOT NULL BEGIN
    INSERT INTO substitutions (class, last_day, state) VALUES (new.class, new.last_day, 'came') ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER substitute_stays AFTER UPDATE OF ends_at ON hats
WHEN new.kind = 'teacher' AND new.ends_at > old.ends_at BEGIN
    INSERT INTO substitutions (class, last_day, state) VALUES (new.class, new.last_day, 'came') ON CONFLICT DO NOTHING;
END;

-- a person of two chats may have brought the same hat twice: it is gone when the last of them is
CREATE TRIGGER substitute_gone AFTER DELETE ON hats
WHEN old.kind = 'teacher' AND old.ends_at IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM hats h WHERE h.kind = 'teacher' AND h.class = old.class AND h.last_day = old.last_day
)
BEGIN
    INSERT INTO substitutions (class, last_day, state) VALUES (old.class, old.last_day, 'gone') ON CONFLICT DO NOTHING;
END;

CREATE TABLE rests_told (           -- who heard that a deadline of their class waits for their word
    campaign TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    person   TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    PRIMARY KEY (campaign, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX campaigns_resting ON campaigns (class) WHERE state = 'resting';

-- a deadline that goes on may rest again one day, and then it is told anew
CREATE TRIGGER campaign_goes_on AFTER UPDATE OF state ON campaigns WHEN new.state = 'set' BEGIN
    DELETE FROM rests_told WHERE campaign = new.id;
END;
