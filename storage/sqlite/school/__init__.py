"""What a school works with: boards, campaigns, tickets, extracts, orders, what was not understood."""
