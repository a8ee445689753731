"""Readers of article formats, one file a format."""
