"""Messages as they are queued: screens, payloads, markup, parts, files, limits."""
