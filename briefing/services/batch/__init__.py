"""A document for every article of a folder."""
