"""The migrations of a library's tables, each named by its number."""
