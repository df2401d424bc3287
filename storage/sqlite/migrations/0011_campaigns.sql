-- Campaigns: until what day a step is to be done, and whom the bot reminded of it 14, 7 and 2 days before.

CREATE TABLE campaigns (
    id       TEXT PRIMARY KEY,
    school   TEXT NOT NULL,
    class    TEXT REFERENCES classes (id),  -- NULL: the whole school
    goal     TEXT NOT NULL,                 -- a step of the map: check, account, diary, myschool, sferum
    deadline TEXT NOT NULL,                 -- the last day, where the school is
    ends_at  TEXT NOT NULL,                 -- the moment that day is over
    author   TEXT NOT NULL,
    hat      TEXT NOT NULL CHECK (hat IN ('teacher', 'staff')),
    state    TEXT NOT NULL DEFAULT 'set' CHECK (state IN ('set', 'resting', 'over')),
    made_at  TEXT NOT NULL,
    ended_at TEXT                           -- cancelled, replaced, or its day is over (then equal to ends_at)
) STRICT;
CREATE UNIQUE INDEX campaigns_of ON campaigns (school, coalesce(class, ''), goal) WHERE ended_at IS NULL;

CREATE TABLE rounds (               -- the reminders of a campaign, planned with it: three small rows, whatever the school
    campaign  TEXT NOT NULL REFERENCES campaigns (id) ON DELETE CASCADE,
    days      INTEGER NOT NULL,     -- before the deadline
    due       TEXT NOT NULL,
    state     TEXT NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'filling', 'filled', 'passed')),
    filled_to TEXT NOT NULL DEFAULT '',  -- classes are gone through up to here
    PRIMARY KEY (campaign, days)
) STRICT, WITHOUT ROWID;
CREATE INDEX rounds_due ON rounds (due) WHERE state IN ('planned', 'filling');

CREATE TABLE prompts (              -- what came of a round for one person, about one child
    campaign TEXT NOT NULL,
    days     INTEGER NOT NULL,
    person   TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    child    TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    step     TEXT NOT NULL,         -- where the child stood when it was put into words: 'check:running'
    delivery INTEGER,               -- one message for all children and goals of the day; NULL: none goes
    until    TEXT NOT NULL,         -- when its words are too late: quiet hours begin; of 'again': not before
    outcome  TEXT NOT NULL CHECK (outcome IN (
        'queued', 'in_hand', 'sent', 'unreachable', 'refused', 'unknown',  -- as the delivery's
        'again',                    -- what it said is no longer so: to be decided anew
        'budget', 'muted', 'declined', 'needless'
    )),
    PRIMARY KEY (campaign, days, person, child),
    FOREIGN KEY (campaign, days) REFERENCES rounds (campaign, days) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX prompts_of_delivery ON prompts (delivery) WHERE delivery IS NOT NULL;
CREATE INDEX prompts_of_person ON prompts (person);
CREATE INDEX prompts_again ON prompts (until, person) WHERE outcome = 'again';

CREATE TRIGGER prompt_ended AFTER UPDATE OF state ON deliveries
WHEN new.urgency = 3 AND new.broadcast IS NULL AND new.state <> old.state
BEGIN
    UPDATE prompts SET outcome = new.state WHERE delivery = new.id;
END;

CREATE TABLE declined (             -- goals a person wants to hear no more of
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    goal   TEXT NOT NULL,
    at     TEXT NOT NULL,
    PRIMARY KEY (person, goal)
) STRICT, WITHOUT ROWID;

-- What a teacher set in the name of their class rests the moment they teach it no more: nothing goes out in the name of
-- who follows, until they (or the administrator) say so. What the school set goes on.
CREATE TRIGGER campaign_rests AFTER DELETE ON hats WHEN old.kind = 'teacher' BEGIN
    UPDATE campaigns SET state = 'resting'
    WHERE class = old.class AND author = old.person AND hat = 'teacher' AND state = 'set';
END;
