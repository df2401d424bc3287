"""Texts become screens, pictures and paper."""
