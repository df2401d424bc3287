"""The data of a person that rules and texts may use: stored data, consent, guides, scheduled notices, progress."""
