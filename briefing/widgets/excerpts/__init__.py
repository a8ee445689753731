"""Tagging, the excerpts with their assessment, and what is suggested or to be reviewed."""
