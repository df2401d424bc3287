"""Watches that no message depends on: the file of the database, the settings of the accounts."""
