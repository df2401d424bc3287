"""Process a batch of events in one transaction and write the resulting rows."""
