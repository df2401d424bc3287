"""Commands of `python -m bot` that end by themselves."""
