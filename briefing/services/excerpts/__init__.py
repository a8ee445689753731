"""Excerpts as files, filtered, and in tables."""
