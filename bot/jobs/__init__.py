"""Jobs that run by the clock: timers, campaigns, extracts, orders, handovers, the fan-out of broadcasts."""
