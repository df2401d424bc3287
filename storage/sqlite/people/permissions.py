"""SQL conditions that check whether a person may act for a class or a school. Several modules share them."""

# granted to the teacher of the class and to staff of its school
CLASS_IN_REACH = """
SELECT c.school FROM classes c JOIN hats h ON h.person = :person
    AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id))
WHERE c.id = :klass
"""
# who may make codes for others: the teacher of the class, but no substitute, and staff of its school
LETS_IN = """
SELECT c.school FROM classes c JOIN hats h ON h.person = :person
    AND ((h.kind = 'staff' AND h.school = c.school) OR (h.kind = 'teacher' AND h.class = c.id AND h.ends_at IS NULL))
WHERE c.id = :klass
"""
STAFF_OF = "SELECT school FROM hats WHERE person = :person AND kind = 'staff' ORDER BY since, id LIMIT 1"
IS_GUARDIAN = "SELECT 1 FROM guardians WHERE person = :person AND child = :child"
