"""SQL conditions that select the children whom a campaign `c` concerns. Several queries share them."""

# the campaign covers class `l`; a class's own deadline of a goal replaces that of the school
SCOPE = """
l.school = c.school AND l.closed_at IS NULL AND (c.class = l.id OR (c.class IS NULL AND NOT EXISTS (
    SELECT 1 FROM campaigns o WHERE o.school = c.school AND o.class = l.id AND o.goal = c.goal AND o.state = 'set'
)))
"""
# current step `f`: the goal is not reached
NOT_THERE = "coalesce(instr(f.done, ' ' || c.goal || ' '), 0) = 0"
