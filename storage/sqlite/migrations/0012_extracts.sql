-- Extracts from the diary on paper (F15): what parents asked for through the bot. When each was given are records of the
-- child (diary, extract, given), whoever told of it.

CREATE TABLE extracts (
    id        TEXT PRIMARY KEY,     -- of the question it was asked by
    child     TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    asked_at  TEXT NOT NULL,
    given_on  TEXT NOT NULL DEFAULT '',  -- the last time
    remind_at TEXT NOT NULL DEFAULT '',  -- when whoever gives it is reminded; empty: to be worked out anew
    ended_at  TEXT                  -- the parent, or whoever gives it, said that it is needed no more
) STRICT;
CREATE INDEX extracts_of_child ON extracts (child);
CREATE INDEX extracts_standing ON extracts (remind_at) WHERE ended_at IS NULL;

CREATE TRIGGER extract_asked AFTER INSERT ON tickets WHEN new.topic = 'extract' AND new.child <> '' BEGIN
    UPDATE extracts SET ended_at = new.opened_at WHERE child = new.child AND ended_at IS NULL;
    INSERT INTO extracts (id, child, asked_at) SELECT new.id, k.id, new.opened_at FROM children k WHERE k.id = new.child;
END;

CREATE TRIGGER extract_told AFTER INSERT ON progress WHEN new.track = 'diary' AND new.about = 'extract' BEGIN
    UPDATE extracts SET given_on = max(given_on, new.on_day), remind_at = ''
    WHERE child = new.child AND ended_at IS NULL AND new.stage = 'given';
    UPDATE extracts SET ended_at = new.told_at
    WHERE child = new.child AND ended_at IS NULL AND new.stage = 'enough';
END;

INSERT INTO extracts (id, child, asked_at)
SELECT t.id, t.child, max(t.opened_at) FROM tickets t JOIN children k ON k.id = t.child
WHERE t.topic = 'extract' AND t.state <> 'closed' GROUP BY t.child;
