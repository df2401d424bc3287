"""Protocols and values about what goes out."""
