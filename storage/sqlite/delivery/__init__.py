"""What goes out: the queue, broadcasts and their budget, files, timers."""
