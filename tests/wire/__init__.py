"""The bot over HTTP: against servers written by others, fakes, and failures."""
