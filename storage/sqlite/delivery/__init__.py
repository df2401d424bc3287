"""Outgoing messages: the queue, broadcasts and their budget, files, timers."""
