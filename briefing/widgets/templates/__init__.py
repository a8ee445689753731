"""The template library, and the template of the brief that is open."""
