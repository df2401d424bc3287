"""Redeems a slip: the single-use code of a family that has a number on the teacher's paper list."""

from datetime import datetime
from typing import NamedTuple

from storage.port.answers import Answer, Granted, Lost
from storage.sqlite.core.moments import text_of
from storage.sqlite.core.statements import Statements

FAMILY = """
SELECT f.id, f.number, c.id, c.name, c.school FROM families f JOIN classes c ON c.id = f.class WHERE f.id = :family
"""
CHILDREN = """
SELECT k.id, EXISTS (SELECT 1 FROM guardians g WHERE g.child = k.id AND g.person = :person)
FROM children k WHERE k.family = :family ORDER BY k.made_at, k.id
"""
# this person's child who was added with the code of the class, and so has no number
UNNUMBERED = """
SELECT k.id FROM guardians g JOIN children k ON k.id = g.child JOIN families f ON f.id = k.family
WHERE g.person = :person AND k.class = :klass AND f.number IS NULL ORDER BY g.since, k.id LIMIT 1
"""
SPEND = "UPDATE codes SET spent_by = :person, spent_at = :now WHERE code = :code AND spent_at IS NULL"
SECOND = "INSERT INTO guardians (person, child, since) VALUES (:person, :child, :now) ON CONFLICT DO NOTHING"
NUMBERED = "UPDATE children SET family = :family WHERE id = :child"
# a family without children is deleted, unless the paper list has its number
EMPTY = """
DELETE FROM families WHERE class = :klass AND number IS NULL
    AND NOT EXISTS (SELECT 1 FROM children k WHERE k.family = families.id)
"""


class Slip(NamedTuple):
    """A slip: its code, who spent it, and its family."""

    code: str
    spent_by: str | None
    family: str
    number: int
    klass: str
    class_name: str
    school: str

    @property
    def slots(self) -> dict[str, str]:
        """Return the slots that describe this slip: Granted of the kinds `family` and `number` has them."""
        return {
            "klass": self.klass, "class_name": self.class_name, "school": self.school, "number": str(self.number),
        }  # fmt: skip


async def by_slip(db: Statements, code: str, spent_by: str | None, family: str, person: str, now: datetime) -> Answer:
    """Make `person` a parent of `family`, the family of the slip with the code `code`.

    `spent_by`: the person who has used the slip already, if any. See `redeem` in `storage.port.people.codes` for the
    answers.
    """
    ((*_, number, klass, name, school),) = await db.rows(FAMILY, family=family)
    slip = Slip(code, spent_by, family, number, klass, name, school)
    children = await db.rows(CHILDREN, family=family, person=person)
    mine = [child for child, is_mine in children if is_mine]
    if mine:  # a parent who tries the slip of their own family does not spend it
        return Granted({"kind": "number", "child": mine[0], **slip.slots})
    if spent_by not in {None, person}:
        return Lost()
    db.defer(SPEND, code=code, person=person, now=text_of(now))
    return await _of_family(db, slip, [child for child, _ in children], person, now)


async def _of_family(db: Statements, slip: Slip, children: list[str], person: str, now: datetime) -> Answer:
    if children:  # the family has come already: the teacher gave this slip to the other parent
        for child in children:
            db.defer(SECOND, person=person, child=child, now=text_of(now))
        return Granted({"kind": "child", "child": children[0]})
    found = await db.row(UNNUMBERED, person=person, klass=slip.klass)
    if found is None:
        return Granted({"kind": "family", "of_family": slip.family, **slip.slots})
    db.defer(NUMBERED, family=slip.family, child=found[0])
    db.defer(EMPTY, klass=slip.klass)
    return Granted({"kind": "number", "child": str(found[0]), **slip.slots})
