"""How often the set of growth classes holds the truth: on the bank's solutions and on functions it was not made on.

Writes a line per case, then the table: cases, truth in the set, right class first, size of the sets.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from assay.analysis.growth.result import Grown
from assay.analysis.growth.service import NotMeasured, judged, measure, read_measured
from bench._growth_cases import Case, bank, functions, plain

SETS: dict[str, Callable[[], Iterator[Case]]] = {
    "bank": bank,
    "unseen": lambda: functions("growth_unseen"),
    "plain": plain,
    "two": lambda: plain("growth_two"),
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", choices=list(SETS), action="append", help="which cases; default all")
    parser.add_argument(
        "--kept", type=Path, help="keep what was measured in this folder, and do not measure it again"
    )
    parser.add_argument("--language", action="append", help="only cases in it")
    parser.add_argument("--only", help="only cases whose name holds this")
    chosen = parser.parse_args()
    for name in chosen.set or SETS:
        cases = SETS[name]()
        wanted = [case for case in cases if chosen.only is None or chosen.only in case.name]
        _run(
            name,
            [case for case in wanted if case.language in (chosen.language or [case.language])],
            chosen.kept,
        )
    return 0


def _run(name: str, cases: Iterable[Case], kept: Path | None) -> None:
    scores: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    confused: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for case in cases:
        try:
            found = _measured(case, kept)
        except NotMeasured as error:
            print(f"  {case.name}: NOT MEASURED: {str(error).splitlines()[0]}", flush=True)
            for what in ("time", "space"):
                scores[what, case.language]["cases"] += 1
            continue
        growth = judged(case.language, case.source, found)
        for what, grown, truth in (("time", growth.time, case.time), ("space", growth.space, case.space)):
            score = scores[what, case.language]
            estimate = grown.estimate if grown.two is None else grown.two.form
            classes = estimate.classes
            score["cases"] += 1
            score["held"] += truth in classes
            score["first"] += truth == estimate.best
            score["size"] += len(classes)
            confused[what][truth, estimate.best or "cannot tell"] += 1
            if truth not in classes or len(classes) > 1:
                _tell(case, what, grown, truth)
    for (what, language), score in sorted(scores.items(), reverse=True):
        n = score["cases"]
        print(
            f"{name:<10}{what:<6}{language:<11} cases {n:3}  truth in the set {score['held']:3} ({score['held'] / n:.0%})"
            f"  first {score['first']:3}  mean size {score['size'] / n:.2f}"
        )
    for what, pairs in confused.items():
        print(
            f"{name} {what}, truth -> best: "
            + "; ".join(f"{a} -> {b}: {k}" for (a, b), k in sorted(pairs.items()))
        )


def _measured(case: Case, kept: Path | None):
    file = None if kept is None else kept / f"{case.name.replace('/', '_')}.json"
    if file is not None and file.is_file():
        return read_measured(json.loads(file.read_text()))
    found = measure(
        case.language,
        case.source,
        case.generator,
        case.signature,
        largest_bytes=case.largest_bytes,
        lines=False,
        entry=case.entry,
    )
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(asdict(found)))
    return found


def _tell(case: Case, what: str, grown: Grown, truth: str) -> None:
    estimate = grown.estimate if grown.two is None else grown.two.form
    sign = "  " if truth in estimate.classes else "NO"
    words = grown.words if grown.two is None else grown.two.words
    reached = grown.curve.sizes[-1] if grown.curve.sizes else 0
    print(
        f"{sign} {case.name} {what}: {truth} -> {words} (n {reached}) {grown.curve.stopped or ''}",
        flush=True,
    )


if __name__ == "__main__":
    sys.exit(main())
