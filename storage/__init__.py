"""The store: protocols and values (`port`), and SQLite behind them (`sqlite`) with numbered migrations.

What storage imports of flows: see sqlite/people/current_steps.py.
"""
