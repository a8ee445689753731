"""The library of what was published."""
