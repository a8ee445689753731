"""Tag schemes: their windows and forms."""
