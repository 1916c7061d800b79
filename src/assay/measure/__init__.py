"""Ability and difficulty, and how one candidate stands among others: numbers in, numbers out.

Core: knows nothing of problems, sessions or candidates. Abilities are on the scale on which all candidates
together have mean 0 and standard deviation 1.
"""
