"""The bank: problem packages - read, checked and shown.

Core, ground floor: reads folders and, in the publishing gate, runs their solutions through the judge.
Knows nothing of candidates, sessions or databases. The format is in docs/packages.md.
"""
