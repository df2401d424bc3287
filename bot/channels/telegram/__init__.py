"""Telegram: one bot."""
