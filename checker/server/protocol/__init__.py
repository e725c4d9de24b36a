"""The HTTP protocol of LanguageTool: what its clients send, and the answers they expect."""
