"""Commands of `python -m bot` that do one job and exit."""
