"""Measurements, as ratios in one run: `make bench`. Single times say nothing on a shared machine."""
