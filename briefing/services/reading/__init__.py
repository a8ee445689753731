"""What stands in a text: sentences, clauses, figures, hidden signs."""
