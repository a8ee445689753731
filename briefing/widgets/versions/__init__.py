"""Versions of a brief: snapshots, and documents that come back from Word."""
