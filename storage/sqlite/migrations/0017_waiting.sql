-- What is asked of a chat's messages while it talks is only whether some are waiting. An index of all of them grew with
-- every chat and cost a page read and written a turn; whoever is forgotten, or asks what is kept, pays for a look at all.

DROP INDEX deliveries_of_chat;
CREATE INDEX deliveries_of_chat ON deliveries (chat, state) WHERE state IN ('queued', 'in_hand');
