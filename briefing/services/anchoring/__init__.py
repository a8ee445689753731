"""Where an excerpt's words stand, and where they went in a changed article."""
