"""The book (all flows): its classes, its loading from YAML, the groups of its intents, its errors."""
