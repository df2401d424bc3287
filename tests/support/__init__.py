"""Helpers of the tests, by area.

`book` measures the shipped book, `bot` drives the bot, `flows` gives sample inputs to the engine and its readers,
`storage` fills a store, `wire` fakes the messengers.
"""
