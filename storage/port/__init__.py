"""Protocols that any store implements, and the values they take and return."""
