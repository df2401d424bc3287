"""Loads Jinja2 templates, compiles each once, and renders them in a sandbox."""
