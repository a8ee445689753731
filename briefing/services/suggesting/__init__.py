"""What might be worth an excerpt, and what is learned from the answers."""
