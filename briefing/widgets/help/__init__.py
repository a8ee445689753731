"""The guide, the tour, the keys, what the program is made of, and unexpected errors."""
