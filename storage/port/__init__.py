"""What the program asks of any store: protocols, and the values they take and give."""
