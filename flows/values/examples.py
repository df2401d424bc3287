"""Examples: texts with the intent they express, attached by a school."""

Example = tuple[str, str]  #: (text, intent)
Examples = tuple[Example, ...]
