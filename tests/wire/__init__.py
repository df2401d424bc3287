"""The bot on the wire: against servers nobody here wrote, and faults."""
