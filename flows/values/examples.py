"""Examples: texts that a school attached to intents, so that similar messages are recognised."""

Example = tuple[str, str]  #: (text, intent)
Examples = tuple[Example, ...]
