"""Processes for what comes from strangers: confined, watched, and killed when they ask too much."""
