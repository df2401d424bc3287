"""Values of a conversation: events, effects, the session, the calendar, segments and goals."""
