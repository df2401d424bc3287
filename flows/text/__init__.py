"""Typed text made comparable: normal form, layouts, roots, typing errors. Labels made of numbers and letters."""
