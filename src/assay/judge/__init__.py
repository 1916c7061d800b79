"""The judge: runs programs in isolation and says what they did.

Core, ground floor: starts processes, knows nothing of candidates, problems' packages or databases.
"""
