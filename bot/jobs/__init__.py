"""Jobs that start when something is due: timers, campaigns, extracts, orders, handovers, the fan-out of broadcasts."""
