"""What the bot notices about a community beside its own work."""
