"""Likeness of files of one problem: fingerprints over syntax, held against files written independently.

Whether code was written by a language model is not asked: no method on the final text is fit to decide about
a person (docs/similarity.md).
"""

from __future__ import annotations

from assay.analysis.similarity.compare import Comparison, Given, Pair, compare
from assay.analysis.similarity.likeness import Unusual
from assay.analysis.similarity.parts import Part

__all__ = ["Comparison", "Given", "Pair", "Part", "Unusual", "compare"]
