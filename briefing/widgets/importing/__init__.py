"""Bringing articles in: files, addresses, a watched folder."""
