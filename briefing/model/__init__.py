"""The values of a project: articles, excerpts, tags, briefs and the outline."""
