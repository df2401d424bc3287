"""What a VK community must be set to so that the bot receives its events."""
