"""LanguageTool beside our rules: a server, found or started, whose matches become findings of the report."""
