"""What a search looks for, and where words stand."""
