"""`advance`: one event folded into a session."""
