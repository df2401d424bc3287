"""Pictures that messages carry: drawn of values, the same bytes for the same values."""
