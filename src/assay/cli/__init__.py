"""The `assay` command: results on stdout, the rest on stderr; exits 0 fine, 1 no, 2 wrong use, 3 failed."""
