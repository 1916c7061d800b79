"""A small good package, for tests to break by one change each."""

from __future__ import annotations

import textwrap
from pathlib import Path

FILES = {
    "problem.yaml": """
        problem_format_version: "2025-09"
        name: { en: Late trains }
        uuid: 6a0a1d4e-0f0c-4d57-8b5b-0a4f3d1f5f01
        license: cc by-sa
        rights_owner: The Assay authors
        limits: { time_limit: 0.5, memory: 256, output: 8 }
    """,
    "interview.yaml": """
        version: 1
        kind: algorithm
        mode: function
        summary: Count the trains that came too late.
        difficulty: 1
        minutes: 10
        discrimination: low
        topics: [counting]
        skills: [comparison]
        function:
          name: late_trains
          parameters:
            - { name: minutes, type: "list<int>" }
            - { name: allowed, type: int }
          returns: int
        growth:
          size: number of trains
          time: O(n)
          space: O(1)
          generator: generators/worst_case.py
        hints: [one, two, three, four]
        follow_ups:
          - { question: "Why?", minutes: 1, points: [because] }
          - { question: "How?", minutes: 1, points: [so] }
          - { question: "When?", minutes: 1, points: [now] }
        playbook:
          clarifications:
            - { question: "Is the allowed delay itself late?", answer: No. }
        wrong:
          - file: submissions/time_limit_exceeded/brute_force.py
            idea: brute force
            says: looks at every pair
            verdict: TLE
            fails: [stress]
          - file: submissions/wrong_answer/late_at_limit.py
            idea: edge case missed
            says: counts a delay that is just allowed
            verdict: WA
            fails: [edge]
          - file: submissions/wrong_answer/counts_negative.py
            idea: wrong idea
            says: takes the size of a negative delay
            verdict: WA
            fails: [error]
        languages: [python]
    """,
    "statement/problem.en.md": """
        Count the trains that came later than allowed.

        ## Samples

        ```sample-in
        [1, 12, 7]
        5
        ```

        ```sample-out
        2
        ```
    """,
    "data/sample/01-three-trains.in": "[1, 12, 7]\n5\n",
    "data/sample/01-three-trains.ans": "2\n",
    "data/secret/basic/01-four-trains.in": "[3, 30, 0, 31]\n10\n",
    "data/secret/basic/01-four-trains.ans": "2\n",
    "data/secret/edge/01-just-allowed.in": "[5]\n5\n",
    "data/secret/edge/01-just-allowed.ans": "0\n",
    "data/secret/error/01-negative-delay.in": "[-9, 2]\n1\n",
    "data/secret/error/01-negative-delay.ans": "1\n",
    "data/secret/stress/01-many.in": str([5] * 20_000) + "\n4\n",
    "data/secret/stress/01-many.ans": "20000\n",
    "submissions/accepted/solution.py": """
        def late_trains(minutes: list[int], allowed: int) -> int:
            return sum(1 for each in minutes if each > allowed)
    """,
    "submissions/time_limit_exceeded/brute_force.py": """
        def late_trains(minutes: list[int], allowed: int) -> int:
            late = set()
            for one in range(len(minutes)):
                for other in range(len(minutes)):
                    if one == other and minutes[one] > allowed:
                        late.add(one)
            return len(late)
    """,
    "submissions/wrong_answer/late_at_limit.py": """
        def late_trains(minutes: list[int], allowed: int) -> int:
            return sum(1 for each in minutes if each >= allowed)
    """,
    "submissions/wrong_answer/counts_negative.py": """
        def late_trains(minutes: list[int], allowed: int) -> int:
            return sum(1 for each in minutes if abs(each) > allowed)
    """,
    "input_validators/validate.py": """
        import json
        import sys

        lines = sys.stdin.read().splitlines()
        minutes, allowed = json.loads(lines[0]), json.loads(lines[1])
        sys.exit(42 if all(-100 <= each <= 100 for each in minutes) and 0 <= allowed <= 100 else 43)
    """,
    "generators/worst_case.py": """
        import random


        def generate(n: int, seed: int) -> list[object]:
            rng = random.Random(seed)
            return [[rng.randint(0, 100) for _ in range(n)], 50]
    """,
}


def build(folder: Path, name: str = "late-trains") -> Path:
    root = folder / name
    for path, text in FILES.items():
        write(root, path, text)
    return root


def write(root: Path, path: str, text: str) -> None:
    """The text without its common indentation."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(textwrap.dedent(text).removeprefix("\n"), encoding="utf-8")


def change(root: Path, path: str, old: str, new: str) -> int:
    """Puts ``new`` for ``old``, which stands once in the file; returns its line, from 1."""
    target = root / path
    text = target.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    target.write_text(text.replace(old, new), encoding="utf-8")
    return text.count("\n", 0, text.index(old)) + 1
