"""What a candidate finds in the editor: the function's empty form, or a template that reads stdin."""

from __future__ import annotations

from assay.judge.drivers import STARTERS
from assay.judge.languages import LANGUAGES
from assay.judge.signature import Signature


def starter(language: str, signature: Signature | None) -> str:
    """The starting text in ``language``, for a stdio problem (None) or a function.

    Raises KeyError for an unknown language or one that has no function problems.
    """
    return LANGUAGES[language].starter if signature is None else STARTERS[language](signature)
