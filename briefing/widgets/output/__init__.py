"""What comes of a brief: previews, pages, prints, exports and batches."""
