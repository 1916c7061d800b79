"""Code of twelve languages as one kind of tree: what a node *is* in words all of them share."""

from __future__ import annotations

from assay.analysis.syntax.grammar import Grammar
from assay.analysis.syntax.languages import LANGUAGES, by_suffix
from assay.analysis.syntax.tree import MAX_BYTES, CannotRead, Node, Tree, parse, read

__all__ = ["LANGUAGES", "MAX_BYTES", "CannotRead", "Grammar", "Node", "Tree", "by_suffix", "parse", "read"]
