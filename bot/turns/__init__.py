"""One transaction: a batch of events is folded, its rows are written."""
