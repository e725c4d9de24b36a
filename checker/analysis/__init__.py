"""What is known of a document's words: sentences, tokens, tags, names; computed once, lazily, and shared."""
