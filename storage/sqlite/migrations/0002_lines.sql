-- Each account has a line of its own: a broadcast that waits in one must cost nothing to those who look into another.

ALTER TABLE deliveries ADD COLUMN account TEXT NOT NULL DEFAULT '';
UPDATE deliveries SET account = (SELECT account FROM chats WHERE chats.id = deliveries.chat);
DROP INDEX deliveries_waiting;
CREATE INDEX deliveries_waiting ON deliveries (account, urgency, due, id) WHERE state = 'queued';
