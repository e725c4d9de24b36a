"""Git: which lines changed, and the text that is staged. Knows reports, no command."""
