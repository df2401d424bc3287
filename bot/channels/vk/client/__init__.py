"""Calls VK methods through vk_api, one at a time and evenly spaced."""
