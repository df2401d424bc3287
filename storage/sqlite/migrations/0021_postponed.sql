-- Events of chats whose file is being downloaded: nobody else waits for the download, and a stop loses nothing.

CREATE TABLE postponed (
    id INTEGER PRIMARY KEY,
    chat INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE,
    key TEXT NOT NULL,    -- of the platform's update
    event TEXT NOT NULL,  -- typed words are redacted before
    fetch TEXT NOT NULL   -- the description of the event's file; empty for none
);
CREATE INDEX postponed_chat ON postponed (chat, id);
