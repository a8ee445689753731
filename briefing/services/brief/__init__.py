"""From a project to the outline of a brief, and what a brief is made of."""
