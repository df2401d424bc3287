"""The engine: `advance` processes one event of a session."""
