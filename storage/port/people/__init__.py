"""Protocols and values about persons, chats, children and codes."""
