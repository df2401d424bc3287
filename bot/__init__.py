"""The bot: channels, turns, sending, jobs, the command line. `bot/app/wiring.py` puts the packages together."""
