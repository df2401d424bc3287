"""What rules and texts may use: the stored data of a person, and what is computed from it (progress, lists)."""
