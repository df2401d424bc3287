"""What is remembered: ports, SQLite behind them, numbered migrations.

What storage imports of flows: see sqlite/people/current_steps.py.
"""
