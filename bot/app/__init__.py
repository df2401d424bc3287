"""Reads the settings, builds the program from its parts and runs it."""
