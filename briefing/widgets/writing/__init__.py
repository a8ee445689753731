"""Writing a section: formatted text, citations, tables, spelling, snippets."""
