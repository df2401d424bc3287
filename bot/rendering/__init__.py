"""Renders texts into screens, pictures and paper."""
