"""Crowds of people before fakes that answer fast."""
