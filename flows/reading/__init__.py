"""Reading answers in typed text: buttons, commands, days, classes, ages, statuses, drafts."""
