"""Data of schools: boards, campaigns, tickets, extracts, orders, unrecognised messages."""
