"""The code that a candidate began with."""

from __future__ import annotations

from assay.bank.package import Package
from assay.judge.starters import starter


def starter_code(package: Package, language: str) -> str:
    """What the candidate found in the editor; "" where the language has none for such problems."""
    try:
        return package.starters.get(language) or starter(language, package.signature)
    except KeyError:
        return ""
