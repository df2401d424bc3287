"""The two loops of one account: receiving and sending."""
