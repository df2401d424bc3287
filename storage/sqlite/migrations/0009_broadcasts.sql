-- Broadcasts: one body for all its people, filled in by chunks, and who was spared it.

ALTER TABLE broadcasts ADD COLUMN kind TEXT NOT NULL DEFAULT 'own';     -- own words (one a day) or a reminder (two in seven days)
ALTER TABLE broadcasts ADD COLUMN classes TEXT NOT NULL DEFAULT '[]';   -- JSON: whose families
ALTER TABLE broadcasts ADD COLUMN before TEXT NOT NULL DEFAULT '';      -- flows.values.segments.before at planning
ALTER TABLE broadcasts ADD COLUMN budget_since TEXT NOT NULL DEFAULT '';
ALTER TABLE broadcasts ADD COLUMN people INTEGER NOT NULL DEFAULT 0;    -- filled in so far, the spared among them
ALTER TABLE broadcasts ADD COLUMN confirms INTEGER NOT NULL DEFAULT 0;  -- it asks for «Прочитал(а)»
ALTER TABLE broadcasts ADD COLUMN ended_at TEXT;
CREATE INDEX broadcasts_under_way ON broadcasts (due) WHERE state IN ('planned', 'filling', 'going');
CREATE INDEX broadcasts_of_author ON broadcasts (author, made_at);

CREATE TABLE spared (               -- people of a broadcast who were not written to, and why
    broadcast TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    person    TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    why       TEXT NOT NULL CHECK (why IN ('needless', 'budget', 'muted')),
    PRIMARY KEY (broadcast, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE confirmed (            -- who pressed «Прочитал(а)»
    broadcast TEXT NOT NULL REFERENCES broadcasts (id) ON DELETE CASCADE,
    person    TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at        TEXT NOT NULL,
    PRIMARY KEY (broadcast, person)
) STRICT, WITHOUT ROWID;

CREATE TABLE reminded (             -- what a family was written of its own accord: the budget counts it
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    at     TEXT NOT NULL,
    kind   TEXT NOT NULL CHECK (kind IN ('own', 'reminder')),
    cause  TEXT NOT NULL,           -- the broadcast or campaign
    PRIMARY KEY (person, kind, cause)
) STRICT, WITHOUT ROWID;
CREATE INDEX reminded_at ON reminded (at);
