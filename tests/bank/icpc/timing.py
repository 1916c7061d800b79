"""Packages whose time limit is to be found from their solutions."""

from __future__ import annotations

from tests.bank.icpc import current, tests


def computes(seconds: float) -> str:
    return f"import time\nend = time.process_time() + {seconds}\nwhile time.process_time() < end: pass\nprint(1)\n"


_UNSTATED = current(81, "Found").replace("time_limit: 1 ", "time_resolution: 0.5 ")
FOUND = {
    "problem.yaml": _UNSTATED,
    "statement/problem.en.md": "Print 1.\n",
    **tests("secret", ("1\n", "1\n"), ("2\n", "1\n")),
    "submissions/accepted/quick.py": "print(1)\n",
    # It may not be too slow: so the limit is at least twice its time.
    "submissions/wrong_answer/slower.py": computes(0.4).replace("print(1)", "print(input())"),
    "submissions/brute_force/slow.py": computes(1.1),
    "submissions/time_limit_exceeded/slowest.py": computes(9),
    "submissions/slow_at_times/second.py": computes(9).replace("+ 9", "+ 9 * (input() == '2')"),
    "submissions/submissions.yaml": (
        "brute_force: { required: [] }\n"
        "slow_at_times/*: { permitted: [AC, TLE], secret/02: { use_for_time_limit: upper } }\n"
    ),
}
_ONCE = """\
import sys

said = sys.stdin.readline().strip()
sys.exit(42 if said == "1" else 43)
"""
# What a program does once its validator has called it wrong is no measure: with it the limit would be three times
# as long, and who spins for a second in time.
ANSWERED = {
    "problem.yaml": _UNSTATED.replace("81", "82").replace("Found", "Answered") + "type: interactive\n",
    "statement/problem.en.md": "Say 1.\n",
    **tests("secret", ("1\n", "1\n")),
    "output_validator/once.py": _ONCE,
    "submissions/accepted/says.py": "print(1)\n",
    "submissions/wrong_answer/goes_on.py": "print(2, flush=True)\nwhile True: pass\n",
    "submissions/time_limit_exceeded/slow.py": computes(1.1),
}
PACKAGES = {"found": FOUND, "answered": ANSWERED}
