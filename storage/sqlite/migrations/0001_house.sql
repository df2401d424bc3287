-- The first schema: room for everything the house is planned to hold. Times are UTC, ISO 8601 text of one width.

CREATE TABLE accounts (             -- one community or bot of one channel
    name      TEXT PRIMARY KEY,     -- page, vk:vylgort, telegram
    channel   TEXT NOT NULL,
    cursor    TEXT NOT NULL DEFAULT ''  -- offset, ts: moved after the commit of what it covers
) STRICT;

CREATE TABLE schools (
    id        TEXT PRIMARY KEY,     -- the name of its profile
    opened_at TEXT NOT NULL
) STRICT;

CREATE TABLE classes (
    id        TEXT PRIMARY KEY,
    school    TEXT NOT NULL REFERENCES schools (id),
    name      TEXT NOT NULL,        -- 3Б
    families  INTEGER NOT NULL DEFAULT 0,  -- how many the teacher's paper list has
    made_at   TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (school, name)
) STRICT;

CREATE TABLE families (             -- a number of the teacher's own paper list, never a name
    id        TEXT PRIMARY KEY,
    class     TEXT NOT NULL REFERENCES classes (id),
    number    INTEGER,
    UNIQUE (class, number)
) STRICT;

CREATE TABLE persons (
    id           TEXT PRIMARY KEY,
    met_at       TEXT NOT NULL,
    consent      TEXT NOT NULL DEFAULT '',
    consented_at TEXT,
    muted_at     TEXT
) STRICT;

CREATE TABLE chats (
    id          INTEGER PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES accounts (name),
    peer        TEXT NOT NULL,
    person      TEXT NOT NULL REFERENCES persons (id),
    reachable   INTEGER NOT NULL DEFAULT 1,
    used_at     TEXT NOT NULL,
    living      TEXT NOT NULL DEFAULT '',  -- the channel's id of the message that presses edit
    buried      INTEGER NOT NULL DEFAULT 0,  -- something was said below it: it can be stripped, not edited
    notice      TEXT NOT NULL DEFAULT '',  -- JSON: the notice said since the last screen; typed words may answer it
    quiet_until TEXT,                      -- an operator is answering by hand
    client      TEXT NOT NULL DEFAULT '',  -- what the person's client can show
    UNIQUE (account, peer)
) STRICT;
CREATE INDEX chats_of_person ON chats (person, used_at);

CREATE TABLE sessions (
    chat       INTEGER PRIMARY KEY REFERENCES chats (id) ON DELETE CASCADE,
    body       TEXT NOT NULL,
    changed_at TEXT NOT NULL
) STRICT;

CREATE TABLE hats (                 -- the roles a person wears; being a parent is having a child
    id           INTEGER PRIMARY KEY,
    person       TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    kind         TEXT NOT NULL CHECK (kind IN ('teacher', 'staff', 'installer')),
    school       TEXT NOT NULL DEFAULT '',
    class        TEXT NOT NULL DEFAULT '',
    role         TEXT NOT NULL DEFAULT '',
    turn         INTEGER NOT NULL DEFAULT 0,  -- the place in the duty list
    absent_until TEXT,
    since        TEXT NOT NULL,
    UNIQUE (person, kind, school, class)
) STRICT;
CREATE INDEX hats_of_school ON hats (school, kind);

CREATE TABLE codes (
    code       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL CHECK (kind IN ('class', 'family', 'child', 'teacher', 'staff', 'link')),
    school     TEXT NOT NULL DEFAULT '',
    class      TEXT NOT NULL DEFAULT '',
    family     TEXT NOT NULL DEFAULT '',
    child      TEXT NOT NULL DEFAULT '',
    single     INTEGER NOT NULL,
    made_by    TEXT NOT NULL DEFAULT '',
    made_at    TEXT NOT NULL,
    spent_by   TEXT,
    spent_at   TEXT,
    revoked_at TEXT
) STRICT;
CREATE INDEX codes_of_class ON codes (class, kind);

CREATE TABLE tries (                -- wrong codes, counted for an hour: by a hash of the chat, which outlives erasing
    who TEXT NOT NULL,
    at  TEXT NOT NULL
) STRICT;
CREATE INDEX tries_of ON tries (who, at);

CREATE TABLE children (             -- a card without a name
    id      TEXT PRIMARY KEY,
    class   TEXT REFERENCES classes (id),
    family  TEXT REFERENCES families (id),
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX children_of_class ON children (class);

CREATE TABLE guardians (            -- a child may have two parents, a parent several children
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    child  TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    since  TEXT NOT NULL,
    PRIMARY KEY (person, child)
) STRICT, WITHOUT ROWID;
CREATE INDEX guardians_of_child ON guardians (child);

CREATE TABLE progress (             -- dated records; the newest of a track and document counts
    id      INTEGER PRIMARY KEY,
    child   TEXT NOT NULL REFERENCES children (id) ON DELETE CASCADE,
    track   TEXT NOT NULL,
    about   TEXT NOT NULL DEFAULT '',
    stage   TEXT NOT NULL,
    on_day  TEXT NOT NULL,
    told_by TEXT,
    told_at TEXT NOT NULL
) STRICT;
CREATE INDEX progress_of_child ON progress (child, track, about, id);

CREATE TABLE timers (
    id     INTEGER PRIMARY KEY,
    key    TEXT NOT NULL UNIQUE,
    due    TEXT NOT NULL,
    event  TEXT NOT NULL,
    person TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    chat   INTEGER REFERENCES chats (id) ON DELETE CASCADE,
    child  TEXT NOT NULL DEFAULT '',
    flow   TEXT NOT NULL DEFAULT '',
    about  TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX timers_due ON timers (due);
CREATE INDEX timers_of_child ON timers (child, flow);

CREATE TABLE tickets (
    id        TEXT PRIMARY KEY,
    number    INTEGER NOT NULL,
    school    TEXT NOT NULL,
    person    TEXT NOT NULL REFERENCES persons (id) ON DELETE CASCADE,
    child     TEXT NOT NULL DEFAULT '',
    topic     TEXT NOT NULL,
    summary   TEXT NOT NULL,
    state     TEXT NOT NULL CHECK (state IN ('open', 'taken', 'answered', 'closed')),
    taken_by  TEXT,
    rung      INTEGER NOT NULL DEFAULT 0,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    UNIQUE (school, number)
) STRICT;
CREATE INDEX tickets_waiting ON tickets (school, state, opened_at);
CREATE INDEX tickets_of_person ON tickets (person, state);

CREATE TABLE ticket_lines (
    id     INTEGER PRIMARY KEY,
    ticket TEXT NOT NULL REFERENCES tickets (id) ON DELETE CASCADE,
    side   TEXT NOT NULL CHECK (side IN ('parent', 'staff')),
    person TEXT,
    text   TEXT NOT NULL,
    at     TEXT NOT NULL
) STRICT;
CREATE INDEX lines_of_ticket ON ticket_lines (ticket, id);

CREATE TABLE broadcasts (
    id         TEXT PRIMARY KEY,
    author     TEXT NOT NULL,
    school     TEXT NOT NULL,
    class      TEXT,
    segment    TEXT NOT NULL,       -- JSON: whom
    body       TEXT NOT NULL,
    attachment TEXT NOT NULL DEFAULT '',
    state      TEXT NOT NULL,
    filled_to  TEXT NOT NULL DEFAULT '',  -- recipients are filled in by chunks up to here
    due        TEXT NOT NULL,
    made_at    TEXT NOT NULL
) STRICT;

CREATE TABLE deliveries (
    id          INTEGER PRIMARY KEY,
    chat        INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    urgency     INTEGER NOT NULL,   -- 0 reply, 1 ticket, 2 reminder, 3 broadcast
    body        TEXT NOT NULL,      -- empty once it has ended
    edit        INTEGER NOT NULL DEFAULT 0,
    living      INTEGER NOT NULL DEFAULT 0,
    state       TEXT NOT NULL DEFAULT 'queued'
                CHECK (state IN ('queued', 'in_hand', 'sent', 'unreachable', 'refused', 'unknown')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    interrupted INTEGER NOT NULL DEFAULT 0,
    due         TEXT NOT NULL,
    message     TEXT NOT NULL DEFAULT '',
    why         TEXT NOT NULL DEFAULT '',
    ticket      TEXT NOT NULL DEFAULT '',
    broadcast   TEXT REFERENCES broadcasts (id),
    ended_at    TEXT
) STRICT;
CREATE INDEX deliveries_waiting ON deliveries (urgency, due, id) WHERE state = 'queued';
CREATE INDEX deliveries_of_chat ON deliveries (chat, state);
CREATE UNIQUE INDEX deliveries_of_broadcast ON deliveries (broadcast, chat) WHERE broadcast IS NOT NULL;

CREATE TABLE overrides (            -- a school's own words over the shipped ones
    id       INTEGER PRIMARY KEY,
    school   TEXT NOT NULL,
    kind     TEXT NOT NULL CHECK (kind IN ('text', 'button', 'fact', 'profile')),
    key      TEXT NOT NULL,
    body     TEXT NOT NULL,
    replaces TEXT NOT NULL,         -- hash of what it was written over
    author   TEXT NOT NULL,
    made_at  TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX overrides_in_force ON overrides (school, kind, key) WHERE ended_at IS NULL;

CREATE TABLE happenings (           -- the event log: ids and kinds, never words
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    what   TEXT NOT NULL,
    person TEXT NOT NULL DEFAULT '',
    about  TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE seen (                 -- updates already taken, kept for eight days
    key TEXT PRIMARY KEY,
    at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX seen_at ON seen (at);

CREATE TABLE laid_aside (           -- events that could not be taken: their key and error, never their words
    key     TEXT PRIMARY KEY,
    account TEXT NOT NULL,
    peer    TEXT NOT NULL,
    error   TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
