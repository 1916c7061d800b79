"""How right the names of techniques are on labelled snippets: ``python -m bench approach``.

A line "=== language | names ? names" begins a snippet: those that must be seen, and those that may be.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assay.analysis.approach import approach  # noqa: E402
from assay.analysis.syntax import parse  # noqa: E402

FOLDER = Path(__file__).parent / "approach_snippets"
Case = tuple[str, set[str], set[str], str]


def cases(which: str) -> Iterator[Case]:
    """(language, names that must be seen, names that may be, text) of each snippet."""
    for part in re.split(r"^=== ", (FOLDER / f"{which}.txt").read_text(), flags=re.MULTILINE)[1:]:
        head, _, text = part.partition("\n")
        language, _, names = head.partition(" | ")
        must, _, may = names.partition(" ? ")
        yield language, set(must.split(", ")), set(may.split(", ")) - {""}, text


def compare(case: Case) -> tuple[set[str], set[str]]:
    """(seen and not to be, to be seen and not)."""
    language, must, may, text = case
    seen = {each.name for each in approach(parse(text, language))}
    return seen - must - may, must - seen


def main() -> int:
    good = True
    for which in ("tuned", "held_out"):
        right = wrong = missed = count = 0
        for case in cases(which):
            more, less = compare(case)
            count, right, wrong, missed = (
                count + 1,
                right + len(case[1] - less),
                wrong + len(more),
                missed + len(less),
            )
            if more or less:
                print(f"  {case[0]}: {', '.join(sorted(case[1]))}: also {sorted(more)}, not {sorted(less)}")
        print(
            f"{which}: {count} snippets, precision {right / (right + wrong):.3f}, recall {right / (right + missed):.3f}"
        )
        good = good and right / (right + wrong) >= 0.9 and right / (right + missed) >= 0.85
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
