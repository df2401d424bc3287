"""Helpers of the tests: `book` measures the shipped book, `bot` drives the bot, `wire` fakes the platforms."""
