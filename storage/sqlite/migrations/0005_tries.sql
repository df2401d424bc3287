-- Since when a message may have arrived: VK drops what it was sent again for an hour, no longer.

ALTER TABLE deliveries ADD COLUMN tried_at TEXT;  -- when it was last taken in hand; from the first doubt on, when that was
