"""Persons, chats, children and codes, and what is known of each person."""
