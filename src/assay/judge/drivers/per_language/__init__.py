"""One module per language: its names of types, its driver's files and its starter."""
