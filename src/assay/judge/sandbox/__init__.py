"""Isolation: one process in namespaces of its own for every submission.

``keeper`` is a small trusted process per slot; it clones ``supervisor`` (PID 1 of a sandbox) for each
submission. ``keeper``, ``supervisor``, ``kernel``, ``filter`` and ``wire`` run outside the program's own
environment, on the standard library alone. ``host`` and ``cgroups`` are the judge's side.
"""
