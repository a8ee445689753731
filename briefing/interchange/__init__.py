"""Exchange with other tools, one format a file: read, written, and what each cannot carry."""
