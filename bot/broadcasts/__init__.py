"""Broadcasts: a letter written once, and the pump that sends it to everybody it is for."""
