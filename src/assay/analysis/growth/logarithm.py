"""Whether a program does anything that a logarithm in its cost could come from: by its words, not by its tree,
since what is wanted is only what it surely does not do."""

from __future__ import annotations

import re

_STRINGS = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'")
_COMMENTS = {
    "python": re.compile(r"\"\"\".*?\"\"\"|'''.*?'''|#[^\n]*", re.DOTALL),
    "c": re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL),
}
_STEPS = r"range\([^)]*,[^)]*,|\+=\s*(?!1\b)\w+\s*\)|(?://=|/=|\*=)\s*\d+\b"
_HALVING = r"(?://=?|/=?)\s*2\b|>>=?\s*1\b|>>>=?\s*1\b|\*=\s*2\b|<<=\s*1\b|\bmid\b|\bmiddle\b|&\s*-"
_WORDS = {
    "python": r"\bsorted\b|\.sort\b|\bheapq\b|\bheap\w*\(|\bbisect\w*|\binsort\w*|\bnlargest\b|\bnsmallest\b|\bmerge\b",
    "javascript": r"\.sort\b|\.toSorted\b|\bheap\w*\b|\bbisect\w*|\bPriorityQueue\b|Math\.floor\([^)]*/\s*2|\|\s*0\b",
    "cpp": (
        r"\bsort\b|\bstable_sort\b|\bpartial_sort\b|\bqsort\b|\bpriority_queue\b|(?<!unordered_)\b(?:multi)?(?:map|set)\s*<"
        r"|\blower_bound\b|\bupper_bound\b|\bequal_range\b|\bbinary_search\b|_heap\b"
    ),
}
_WORDS["c"] = r"\bqsort\b|\bbsearch\b|\bsort\w*\s*\(|\bheap\w*"
_WORDS["typescript"] = _WORDS["javascript"]


def comes_from_somewhere(source: str, language: str) -> bool | None:
    """None in a language whose words are not known."""
    if language not in _WORDS:
        return None
    comments = _COMMENTS["python" if language == "python" else "c"]
    bare = _STRINGS.sub('""', comments.sub(" ", source))
    return re.search(f"{_WORDS[language]}|{_HALVING}|{_STEPS}", bare) is not None
