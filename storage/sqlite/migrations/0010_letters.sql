-- Broadcasts as their author keeps them: what to call one, what a typed text answers, what it repeats or corrects.

ALTER TABLE broadcasts ADD COLUMN title TEXT NOT NULL DEFAULT '';   -- how its author finds it again; erased with its words
ALTER TABLE broadcasts ADD COLUMN told TEXT NOT NULL DEFAULT '{}';  -- JSON: in whose name, of which class: to write the same again
ALTER TABLE broadcasts ADD COLUMN notice TEXT NOT NULL DEFAULT '';  -- JSON: what is typed under it may answer its buttons
ALTER TABLE broadcasts ADD COLUMN cause TEXT NOT NULL DEFAULT '';   -- the first of those that say the same; else itself
ALTER TABLE broadcasts ADD COLUMN fixes TEXT NOT NULL DEFAULT '';   -- the one whose messages this one corrects
UPDATE broadcasts SET cause = id;
CREATE INDEX broadcasts_of_cause ON broadcasts (cause);

ALTER TABLE deliveries ADD COLUMN mends INTEGER;    -- the delivery whose message this one takes the place of
CREATE INDEX deliveries_to_go ON deliveries (broadcast) WHERE broadcast IS NOT NULL AND state IN ('queued', 'in_hand');
