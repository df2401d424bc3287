"""The channel of one VK community."""
