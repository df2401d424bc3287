"""The connection, the schema and the moments of a SQLite file."""
