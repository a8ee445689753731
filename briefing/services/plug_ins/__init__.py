"""What other packages add to the program."""
