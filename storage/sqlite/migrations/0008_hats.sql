-- Hats that end: a substitute's by itself, any other when its owner leaves or the administrator takes it off.

ALTER TABLE hats ADD COLUMN last_day TEXT NOT NULL DEFAULT '';  -- of a substitute: the last day where the school is
ALTER TABLE hats ADD COLUMN ends_at TEXT;                       -- the moment it is over; nobody's for good
ALTER TABLE codes ADD COLUMN last_day TEXT NOT NULL DEFAULT '';
ALTER TABLE codes ADD COLUMN ends_at TEXT;
CREATE INDEX hats_ending ON hats (ends_at) WHERE ends_at IS NOT NULL;
CREATE INDEX hats_of_class ON hats (class, kind);

-- However a teacher's hat ends, nothing of the class remains in hand: the questions taken wait for somebody else again,
-- what was queued about them is not said, a code not used yet lets nobody in.
CREATE TRIGGER hat_over AFTER DELETE ON hats WHEN old.kind = 'teacher' AND NOT EXISTS (
    SELECT 1 FROM hats h WHERE h.person = old.person AND h.kind = 'staff' AND h.school = old.school
)
BEGIN
    DELETE FROM deliveries
    WHERE state = 'queued' AND chat IN (SELECT id FROM chats WHERE person = old.person) AND ticket IN (
        SELECT t.id FROM tickets t JOIN children k ON k.id = t.child
        WHERE k.class = old.class AND t.person <> old.person
    );
    UPDATE tickets SET state = iif(state = 'taken', 'open', state), taken_by = NULL
    WHERE taken_by = old.person AND state IN ('taken', 'answered')
        AND child IN (SELECT id FROM children WHERE class = old.class);
    DELETE FROM codes WHERE kind = 'teacher' AND class = old.class AND made_by = old.person AND spent_at IS NULL;
END;
