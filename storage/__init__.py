"""What is remembered: ports, SQLite behind them, numbered migrations. Knows of `flows` its values only."""
