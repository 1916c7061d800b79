"""How right the quality rules are on labelled snippets, and what they cost: ``python -m bench quality``.

A finding counts as right if a label names its rule and its very line; every other finding is wrong, also those of
rules that a snippet is not about. ``tuned`` are the snippets the rules were made with; ``held_out`` were written
when the rules were fixed. RESULTS.md has the figures of their first run; what that showed has been mended since.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from assay.analysis.quality import analyze, pulse  # noqa: E402
from assay.analysis.syntax import LANGUAGES, by_suffix, parse  # noqa: E402
from bench._snippets import Snippet, snippets  # noqa: E402

PRECISION, RECALL = 0.95, 0.85


def compare(snippet: Snippet) -> tuple[Counter[tuple[str, int]], Counter[tuple[str, int]]]:
    """(found and not labelled, labelled and not found), as (rule, line)."""
    analysis = analyze(snippet.text, snippet.language)
    if not analysis.parsed:
        raise SystemExit(f"{snippet.language}: {snippet.title}: does not parse: {analysis.faults}")
    found = Counter((each.rule, each.line) for each in analysis.findings)
    return found - snippet.expected, snippet.expected - found


def figures(which: str, *, say: bool) -> tuple[float, float]:
    """Prints one row a language and gives (precision, recall) over all."""
    rows: dict[str, list[int]] = {}
    for snippet in snippets(which):
        wrong, missed = compare(snippet)
        row = rows.setdefault(snippet.language, [0, 0, 0, 0, 0])
        labelled = sum(snippet.expected.values())
        for at, number in enumerate((1, not labelled, labelled - sum(missed.values()), sum(wrong.values()))):
            row[at] += number
        row[4] += sum(missed.values())
        if say:
            for (rule, line), _ in sorted(wrong.items()):
                print(f"  {snippet.language}: {snippet.title}: line {line}: {rule} was not to be found")
            for (rule, line), _ in sorted(missed.items()):
                print(f"  {snippet.language}: {snippet.title}: line {line}: {rule} was not found")
    print(f"\n{which}\n\n| language | snippets (clean) | right | wrong | missed | precision | recall |")
    print("|---|---|---|---|---|---|---|")
    total = [sum(row[at] for row in rows.values()) for at in range(5)]
    ordered = [(LANGUAGES[name].name, rows[name]) for name in LANGUAGES if name in rows]
    for name, row in (*ordered, ("all", total)):
        count, clean, right, wrong_, missed_ = row
        print(
            f"| {name} | {count} ({clean}) | {right} | {wrong_} | {missed_} | {_share(right, wrong_)} | {_share(right, missed_)} |"
        )
    return total[2] / max(1, total[2] + total[3]), total[2] / max(1, total[2] + total[4])


def _share(good: int, bad: int) -> str:
    return f"{good / (good + bad):.3f}" if good + bad else "-"


def cost(rounds: int) -> None:
    """CPU time on the bank's solutions, the least of ``rounds``, per 100 lines."""
    print(
        "\n| language | files | lines | parse ms / 100 lines | pulse | analysis |\n|---|---|---|---|---|---|"
    )
    groups: dict[str, list[bytes]] = {}
    for folder in ("problems", "src/assay/bank/practice"):
        for path in sorted((ROOT / folder).rglob("*")):
            grammar = by_suffix(path.name)
            if path.is_file() and "submissions" in path.parts and grammar is not None:
                groups.setdefault(grammar.id, []).append(path.read_bytes())
    for language, sources in groups.items():
        lines = sum(source.count(b"\n") for source in sources)
        cells = []
        for work in (parse, pulse, analyze):
            spent = 0.0
            for source in sources:
                spent += min(_cpu(work, source, language) for _ in range(rounds))
            cells.append(f"{spent / lines * 1e5:.1f}")
        print(f"| {LANGUAGES[language].name} | {len(sources)} | {lines} | {' | '.join(cells)} |")


def _cpu(work: object, source: bytes, language: str) -> float:
    started = time.process_time()
    work(source, language)  # type: ignore[operator]
    return time.process_time() - started


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--rounds", type=int, default=5)
    arguments.add_argument("--say", action="store_true", help="each finding that is wrong or missed")
    arguments.add_argument("--only", choices=("tuned", "held_out", "cost"))
    chosen = arguments.parse_args()
    good = True
    for which in ("tuned", "held_out"):
        if chosen.only in (None, which):
            precision, recall = figures(which, say=chosen.say)
            good = good and precision >= PRECISION and recall >= RECALL
    if chosen.only in (None, "cost"):
        cost(chosen.rounds)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
