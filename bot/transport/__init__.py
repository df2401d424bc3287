"""The loops of one account: receiving and sending."""
