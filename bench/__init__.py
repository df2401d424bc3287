"""Measurements as ratios within one run: `make bench`. Absolute times are meaningless on a shared machine."""
