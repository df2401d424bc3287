"""Pictures for messages, drawn from values. Equal values give equal bytes."""
