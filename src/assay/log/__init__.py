"""The session log: one ordered, hash-chained list of events from which all else about a session is derived.

Core, ground floor: imports nothing of Assay's.
"""
