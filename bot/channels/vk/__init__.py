"""VK: one community."""
