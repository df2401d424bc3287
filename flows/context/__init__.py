"""What rules and texts see of a person: what the store knows, consent, guides, promises, progress."""
