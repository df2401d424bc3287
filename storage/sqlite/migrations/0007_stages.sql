-- Where every child stands now: the newest record of each track and document, and the step of the way they make.
-- Records remain the truth; a trigger keeps `stages` true to them whoever writes, `fronts` is worked out of them.

CREATE TABLE stages (
    child  TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    track  TEXT NOT NULL,
    about  TEXT NOT NULL,
    stage  TEXT NOT NULL,
    on_day TEXT NOT NULL,
    record INTEGER NOT NULL,        -- the id of the record: the order they were told in
    PRIMARY KEY (child, track, about)
) STRICT, WITHOUT ROWID;

CREATE TABLE fronts_due (child TEXT PRIMARY KEY REFERENCES children (id) ON DELETE CASCADE) STRICT, WITHOUT ROWID;

CREATE TRIGGER newest_record AFTER INSERT ON progress BEGIN
    INSERT INTO stages (child, track, about, stage, on_day, record)
    VALUES (new.child, new.track, new.about, new.stage, new.on_day, new.id)
    ON CONFLICT (child, track, about) DO UPDATE
    SET stage = excluded.stage, on_day = excluded.on_day, record = excluded.record WHERE excluded.record > record;
    INSERT INTO fronts_due (child) VALUES (new.child) ON CONFLICT DO NOTHING;
END;

INSERT INTO stages (child, track, about, stage, on_day, record)
SELECT child, track, about, stage, on_day, id FROM progress
WHERE id IN (SELECT max(id) FROM progress GROUP BY child, track, about);

CREATE TABLE fronts (               -- flows.context.progress.front of the child's stages
    child   TEXT PRIMARY KEY REFERENCES children (id) ON DELETE CASCADE,
    begun   INTEGER NOT NULL,       -- something says how far the child has come
    step    TEXT NOT NULL,          -- the first step that is not done; empty: the whole way is
    state   TEXT NOT NULL,          -- of that step: next, running, problem
    since   TEXT NOT NULL,          -- the day its stage was told of, empty when there is none
    checked TEXT NOT NULL,          -- the day the longest running check began, empty when none runs
    done    TEXT NOT NULL           -- the steps that are done or left out: ' card check account '
) STRICT, WITHOUT ROWID;
CREATE INDEX fronts_of_step ON fronts (step, since);
INSERT INTO fronts_due (child) SELECT DISTINCT child FROM stages;
