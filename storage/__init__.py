"""What is remembered: ports, SQLite behind them, numbered migrations. Imports of flows: see sqlite/people/fronts.py."""
