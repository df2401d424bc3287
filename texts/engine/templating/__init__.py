"""Jinja2 templates: loaded, compiled once, rendered in a sandbox."""
