-- Letters: a pause while their author is asked whether to stop.

ALTER TABLE broadcasts ADD COLUMN paused_until TEXT NOT NULL DEFAULT '';  -- nothing of it is queued or claimed before
CREATE INDEX broadcasts_paused ON broadcasts (paused_until) WHERE paused_until > '';
