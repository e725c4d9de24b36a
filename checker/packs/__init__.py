"""Rule packs: from YAML that people read to the compact form that the engine loads."""
