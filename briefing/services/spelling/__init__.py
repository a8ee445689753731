"""Which words are in no dictionary."""
