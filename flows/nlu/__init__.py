"""Intent recognition, step by step: from the letters of a typed text to its intents (see `docs/understanding.md`)."""
