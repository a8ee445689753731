"""Project files: one SQLite file, written at every edit."""
