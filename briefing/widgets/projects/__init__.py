"""Project files: opened, saved, backed up, rescued, exchanged with other tools."""
