"""Versions of a brief: snapshots, differences, and documents that come back from Word."""
