"""Bringing articles in: loading, importing, opening addresses, watching folders."""
