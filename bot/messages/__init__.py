"""A message as it is queued: screen, payloads, markup, parts, limits."""
