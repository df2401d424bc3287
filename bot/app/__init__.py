"""Composition: settings, accounts, wiring, running, supervision."""
