"""`mtlint lsp`: a language server for editors, over standard input and output."""
