"""Pictures for messages, drawn from values. Equal values result in equal bytes."""
