-- One chat's share of what the bot does for everybody: a screen that nobody has seen yet gives its place to the next.

ALTER TABLE deliveries ADD COLUMN replaceable INTEGER NOT NULL DEFAULT 0;
