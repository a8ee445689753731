"""The settings, the keys of one's own, and the plug-ins."""
