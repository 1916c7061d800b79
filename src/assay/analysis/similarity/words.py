"""What is said of a pair, for people."""

from __future__ import annotations

from assay.analysis.similarity.compare import Pair


def said(pair: Pair, searched: int) -> str:
    """``searched``: how many pairs were compared in the same go."""
    unusual = pair.unusual
    if pair.verdict == "too short to tell":
        return "too short to tell: so little code is written twice by chance"
    if not unusual.pairs:
        return "too few to tell: there is no other pair to hold it against"
    many = (
        f"{unusual.at_least} of {unusual.pairs} other pairs {'is' if unusual.at_least == 1 else 'are'} as alike: "
        f"at most 1 in {round(1 / unusual.share, 1):g}"
    )
    if pair.verdict == "too few to tell":
        return f"too few to tell ({many})"
    return f"{many}; by chance {unusual.share * searched:.2g} of the {searched} compared would be"
