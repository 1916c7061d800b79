"""How many copies are found while of a hundred independent pairs one is taken for a copy: ``python -m bench similarity``.

Independent are ``similarity_solutions`` and the bank's own right solutions. Each is copied in each of the ways of
``_disguises``; a copy is held against its original among all the others, as a team would do it.
"""

from __future__ import annotations

import sys
import time
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from assay.analysis.similarity.compare import SHORT, Given, solutions  # noqa: E402
from assay.analysis.similarity.likeness import File, Pool, prepare  # noqa: E402
from assay.analysis.starters import starter_code  # noqa: E402
from assay.analysis.syntax import Tree, parse, read  # noqa: E402
from assay.bank.package import load  # noqa: E402
from bench._disguises import DISGUISES, renamed  # noqa: E402

FOLDER = Path(__file__).parent / "similarity_solutions"
FALSE = 0.01
"""One independent pair in a hundred."""


class Group:
    """The independent solutions of one problem in one language."""

    def __init__(self, folder: Path, language: str, suffix: str) -> None:
        package = load(ROOT / "problems" / folder.name)
        trees = [read(path) for path in sorted(folder.glob(f"*{suffix}"))]
        trees += [
            each.tree
            for each in solutions(package, [Given("", each) for each in trees])
            if each.tree.grammar.id == language
        ]
        self.language = language
        self.starter = parse(starter_code(package, language), language)
        self.trees = trees
        self.files = [self.prepare(tree) for tree in trees]
        self.long = [at for at, file in enumerate(self.files) if file.own_tokens >= SHORT]

    def prepare(self, tree: Tree) -> File:
        return prepare("", tree, self.starter)

    def independent(self) -> list[float]:
        pool = Pool(self.files)
        return [pool.likeness(*pair) for pair in combinations(self.long, 2)]

    def copy(self, at: int, text: str) -> float:
        """The likeness of the copy ``text`` and its original."""
        pool = Pool([*self.files, self.prepare(parse(text, self.language))])
        return pool.likeness(at, len(self.files))


def groups() -> list[Group]:
    """Python in three problems, JavaScript in one."""
    made = [Group(folder, "python", ".py") for folder in sorted(FOLDER.iterdir())]
    return [*made, Group(FOLDER / "cart-total", "javascript", ".js")]


def auc(copies: list[float], independent: list[float]) -> float:
    won = sum((copy > other) + (copy == other) / 2 for copy in copies for other in independent)
    return won / (len(copies) * len(independent))


def timed() -> tuple[float, float]:
    """Milliseconds of CPU: to read a file of 200 lines, and for a pair of them."""
    text = "\n".join(each.source.decode() for each in Group(FOLDER / "meeting-gaps", "python", ".py").trees)
    text = "\n".join(text.split("\n")[:200])
    start = time.process_time()
    files = [prepare("", parse(text.replace("start", f"start{at}"), "python")) for at in range(40)]
    prepared = time.process_time() - start
    start = time.process_time()
    Pool(files)
    return 1000 * prepared / 40, 1000 * (time.process_time() - start) / (40 * 39 / 2)


def main() -> int:
    every = groups()
    independent = sorted((each for group in every for each in group.independent()), reverse=True)
    threshold = independent[int(len(independent) * FALSE)]
    print(
        f"{len(independent)} independent pairs of {sum(len(group.long) for group in every)} solutions; ",
        end="",
    )
    print(
        f"highest {', '.join(f'{each:.2f}' for each in independent[:3])}, median {independent[len(independent) // 2]:.2f}"
    )
    print(
        "\n| what was changed in the copy | copies | found at 1 false pair in 100 | area under the curve | median likeness |"
    )
    print("|---|---|---|---|---|")
    found_all = {}
    for name, disguise in DISGUISES.items():
        found = []
        for group in every:
            if group.language == "python":
                found += [group.copy(at, disguise(group.trees[at].source.decode())) for at in group.long]
            elif disguise is renamed:
                found += [
                    group.copy(at, renamed(group.trees[at].source.decode(), group.language))
                    for at in group.long
                ]
        hit = sum(each > threshold for each in found) / len(found)
        found_all[name] = hit
        print(
            f"| {name} | {len(found)} | {hit:.0%} | {auc(found, independent):.3f} | {sorted(found)[len(found) // 2]:.2f} |"
        )
    read_ms, pair_ms = timed()
    print(f"\nA file of 200 lines: {read_ms:.1f} ms of CPU to read, {pair_ms:.2f} ms a pair.")
    return 0 if min(list(found_all.values())[:5]) == 1.0 else 1


if __name__ == "__main__":
    sys.exit(main())
