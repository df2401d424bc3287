-- Every child of a class is of a family: one with a number of the teacher's paper list, or a new one without, which the
-- teacher and the parent both know by its mark until it gets a number.

ALTER TABLE families ADD COLUMN mark INTEGER;  -- of a family without a number: 1, 2, … in its class; shown as a letter
ALTER TABLE classes ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;  -- the last mark given: none is given twice
CREATE UNIQUE INDEX families_of_mark ON families (class, mark) WHERE mark IS NOT NULL;
CREATE INDEX children_of_family ON children (family);
CREATE INDEX codes_of_family ON codes (family) WHERE family <> '';

UPDATE children SET family = lower(hex(randomblob(8))) WHERE class IS NOT NULL AND family IS NULL;
INSERT INTO families (id, class, mark)
SELECT family, class, row_number() OVER (PARTITION BY class ORDER BY made_at, id) FROM children
WHERE class IS NOT NULL AND family NOT IN (SELECT id FROM families);
UPDATE classes SET marks = (SELECT coalesce(max(mark), 0) FROM families WHERE class = classes.id);

-- whoever writes: a child that comes into a class without a number begins a new family there
CREATE TRIGGER family_of_new_child AFTER INSERT ON children WHEN new.class IS NOT NULL AND new.family IS NULL BEGIN
    UPDATE classes SET marks = marks + 1 WHERE id = new.class;
    INSERT INTO families (id, class, mark)
    SELECT lower(hex(randomblob(8))), id, marks FROM classes WHERE id = new.class;
    UPDATE children SET family = (
        SELECT f.id FROM classes c JOIN families f ON f.class = c.id AND f.mark = c.marks WHERE c.id = new.class
    ) WHERE id = new.id;
END;

CREATE TRIGGER family_of_moved_child AFTER UPDATE OF class, family ON children
WHEN new.class IS NOT NULL AND new.family IS NULL BEGIN
    UPDATE classes SET marks = marks + 1 WHERE id = new.class;
    INSERT INTO families (id, class, mark)
    SELECT lower(hex(randomblob(8))), id, marks FROM classes WHERE id = new.class;
    UPDATE children SET family = (
        SELECT f.id FROM classes c JOIN families f ON f.class = c.id AND f.mark = c.marks WHERE c.id = new.class
    ) WHERE id = new.id;
END;
