"""Redaction of names, numbers and secrets in typed text, and recognition of access codes."""
