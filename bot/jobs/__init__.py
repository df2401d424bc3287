"""Jobs that run when something is due: timers, campaigns, extracts, orders, handovers, the fan-out of broadcasts."""
