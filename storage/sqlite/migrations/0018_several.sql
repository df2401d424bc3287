-- Whoever has, or once had, several chats. «Which was used last» matters to them alone, and is asked about every message:
-- looking for another chat of its person read a page of a large index a turn, and few people have two.

CREATE TABLE several (
    person TEXT PRIMARY KEY REFERENCES persons (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO several SELECT person FROM chats GROUP BY person HAVING count(*) > 1;

CREATE TRIGGER chats_joined AFTER UPDATE OF person ON chats
BEGIN
    INSERT INTO several (person) VALUES (NEW.person) ON CONFLICT DO NOTHING;
END;
