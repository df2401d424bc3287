"""The channel of one Telegram bot."""
