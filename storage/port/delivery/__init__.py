"""Protocols and values about outgoing messages, timers and files."""
