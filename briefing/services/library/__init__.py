"""Publishing, and using what was published."""
