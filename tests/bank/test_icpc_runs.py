"""A plain ICPC package runs as it is: its solutions get the verdicts that it expects."""

from __future__ import annotations

from pathlib import Path

from assay.bank.package import load
from assay.judge.model import Program, Task
from assay.judge.service import LocalJudge
from tests.bank.small import write

LEGACY = {
    "problem.yaml": "name: Half\nvalidator_flags: float_tolerance 1e-3\n",
    ".timelimit": "1\n",
    "problem_statement/problem.tex": "\\problemname{Half} Halve it.\n",
    "data/sample/1.in": "3\n",
    "data/sample/1.ans": "1.5\n",
    "data/secret/01.in": "1\n",
    "data/secret/01.ans": "0.5\n",
    "submissions/accepted/right.py": "print(int(input()) / 2 + 1e-5)\n",
    "submissions/accepted/right.c": '#include <stdio.h>\nint main(void) { double x; scanf("%lf", &x); printf("%f", x / 2); }\n',
    "submissions/wrong_answer/rounds.py": "print(int(input()) // 2)\n",
    "submissions/run_time_error/crashes.py": "raise SystemExit(1)\n",
    "submissions/time_limit_exceeded/waits.py": "while True: pass\n",
}


async def test_legacy(tmp_path: Path, judge: LocalJudge) -> None:
    for path, text in LEGACY.items():
        write(tmp_path / "half", path, text)
    package = load(tmp_path / "half")
    assert len(package.submissions) == 5
    tests = [test.read() for test in package.tests]
    for submission in package.submissions:
        assert submission.language is not None
        program = Program(submission.language, submission.read())
        result = await judge.judge(Task(program, tests, package.limits, package.comparison, stop_early=True))
        assert result.verdict in submission.expected, submission.name
