"""How it travels: channels, runner, delivery, timers, command line; the only wiring."""
