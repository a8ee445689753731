"""The article as it is read: its page, its paint, its caret and what is done to its words."""
