"""The brief: its header, its sections, its cards, and what is still to be mended."""
