"""Assay: open, self-hosted coding interviews, measured and shown with their evidence."""

from importlib.metadata import version

__version__ = version("assay")
