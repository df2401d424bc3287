"""The conversations: flows as data, and the pure engine that processes events. Imports none of our packages."""
