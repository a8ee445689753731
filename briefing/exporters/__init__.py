"""Writers of the outline, one file a format."""
