"""Use cases over ports: loading, reading, composing, exporting."""
