"""An example plug-in: a format to read and a check."""
