"""Typed text in a comparable form: normal letters and words, how near two texts are."""
