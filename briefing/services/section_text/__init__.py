"""What the analyst writes in a section: Markdown, formatted text, and back."""
