"""What is said of a pair, for people."""

from __future__ import annotations

from assay.analysis.similarity.compare import Pair

RULES = (
    "A likeness is a reason to look and to ask, and says nothing about anybody: short programs are often written "
    "twice, and people learn from the same sources. Ask both about their code; the replays show how it came about.",
    "Compared is the shape of the graded code: statements, operators, calls. Names, layout, comments and the order "
    "of functions do not count, nor does starter code, nor what many answers to the problem have in common.",
    "How unusual a likeness is, is seen among all other pairs of answers to the same problem: of this position, of "
    "the organization's other positions, and the solutions that came with the problem.",
    "Who wrote an answer anew is not found, and nothing here means that the others worked alone.",
    "No score depends on it, and it is in no report.",
)
"""How to read what was found."""
NO_DETECTOR = (
    "Nothing here says whether a machine wrote code, on purpose: no method on the finished text is fit to decide "
    "about a person.",
    "Detectors that look superb on the models they were trained with fall apart on others; one named 52 of 114 "
    "programs by human students. With one in ten using such a model, 80 % of them found and 5 % of the others "
    "accused, a third of the accused are innocent.",
    "Look at how the code came to be instead, in the replay, and ask its author to change it.",
)
SHORT_WORDS = "too short to tell: so little code is written twice by chance"


def said(pair: Pair, searched: int) -> str:
    """``searched``: how many pairs were compared in the same go."""
    unusual = pair.unusual
    if pair.verdict == "too short to tell":
        return SHORT_WORDS
    if not unusual.pairs:
        return "too few to tell: there is no other pair to hold it against"
    many = (
        f"{unusual.at_least} of {unusual.pairs} other pairs {'is' if unusual.at_least == 1 else 'are'} as alike: "
        f"at most 1 in {round(1 / unusual.share, 1):g}"
    )
    if pair.verdict == "too few to tell":
        return f"too few to tell ({many})"
    return f"{many}; by chance {unusual.share * searched:.2g} of the {searched} compared would be"


def rarity(pair: Pair) -> str:
    """How unusual it is, in a sentence of its own."""
    unusual = pair.unusual
    if pair.verdict == "too short to tell":
        return f"{_sentence(SHORT_WORDS)}."
    rare = f"1 in {1 / unusual.share:.0f} independent pairs of this problem"
    if pair.verdict == "too few to tell":
        others = "no other pair" if not unusual.pairs else f"only {_pairs(unusual.pairs, 'other ')}"
        return f"Too few to tell: there is {others} of this problem to hold it against."
    return f"As alike as at most {rare}."


def chance(share: float, searched: int) -> str:
    """What the search itself would find."""
    expected = share * searched
    said = f"fewer than 1 ({expected:.2g})" if expected < 0.5 else f"about {expected:.0f}"
    return f"Of the {_pairs(searched)} compared here, {said} would be as alike by chance."


def _pairs(count: int, which: str = "") -> str:
    return f"{count} {which}{'pair' if count == 1 else 'pairs'}"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]
