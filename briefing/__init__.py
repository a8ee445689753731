"""Briefing: a desktop editor for briefing notes."""

__version__ = "0.1.0"
