"""The analysis over all articles, and the tables that build themselves."""
