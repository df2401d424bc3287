"""What a text may not keep: names, numbers, secrets are found and crossed out; codes are recognised."""
