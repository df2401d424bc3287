"""The parts of the ear, each pure and small: from letters to meanings (`docs/understanding.md` lists them)."""
