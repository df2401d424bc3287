"""Persons, chats, children, codes: who is who, and what is known of them."""
