"""What rules and texts may use of a person: stored data, consent, guides, scheduled notices, progress."""
