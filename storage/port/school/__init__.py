"""Protocols and values about the work of a school."""
