"""Calls of VK methods: through vk_api, one at a time, at an even pace."""
