"""Live sessions: one room each, in memory, through which everything about a running session goes."""
