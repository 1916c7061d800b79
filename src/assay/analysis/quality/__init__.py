"""How code is written: findings with their lines, and a score that they add up to.

No language model takes part, and no text, comment or name is read for what it says: only whether a name has
one letter, is empty of meaning by a published list, or is written in the language's style.
"""

from __future__ import annotations

from assay.analysis.quality.analysis import Analysis, analyze, analyze_code
from assay.analysis.quality.code import Code
from assay.analysis.quality.given import Given, given_by
from assay.analysis.quality.model import FAMILIES, FULL, RULES, Finding, Rule, Shape
from assay.analysis.quality.pulse import Pulse, pulse

__all__ = [
    "FAMILIES",
    "FULL",
    "RULES",
    "Analysis",
    "Code",
    "Finding",
    "Given",
    "Pulse",
    "Rule",
    "Shape",
    "analyze",
    "analyze_code",
    "given_by",
    "pulse",
]
