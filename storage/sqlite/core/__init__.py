"""The connection to a SQLite file, its schema, and the text form of moments."""
