"""Reading an answer out of typed text: dates, classes, ages, statuses, labels of buttons."""
