"""Packages that give scores: legacy's nested groups and graders, 2025-09's groups."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_FILES = {
    "submissions/accepted/all.py": "print(int(input()) * 2)\n",
}
_SMALL_ONLY = "n = int(input())\nprint(n * 2 if n < 100 else 0)\n"
_CRASHES_LARGE = "n = int(input())\nassert n < 100\nprint(n * 2)\n"

SUBTASKS = {
    "problem.yaml": current(51, "Subtasks", "type: scoring\n"),
    "statement/problem.en.md": "Double n.\n",
    **tests("sample", ("1\n", "2\n")),
    **tests("secret/group1", ("5\n", "10\n"), ("6\n", "12\n")),
    **tests("secret/group2", ("500\n", "1000\n"), ("7\n", "14\n")),
    **tests(
        "secret/group3", ("0\n", "0\n"), ("1000\n", "2000\n"), ("2000\n", "4000\n"), ("3000\n", "6000\n")
    ),
    **tests("secret/group4", ("8\n", "16\n")),
    "data/secret/group1/test_group.yaml": "max_score: 20\nrequire_pass: sample\n",
    "data/secret/group2/test_group.yaml": "max_score: 30\nrequire_pass: [secret/group1]\n",
    "data/secret/group3/test_group.yaml": "max_score: 40\nscore_aggregation: sum\n",
    "data/secret/group4/test_group.yaml": "max_score: 10\nrequire_pass: [sample, secret/group2]\n",
    **_FILES,
    "submissions/partial/small.py": _SMALL_ONLY,
    "submissions/partial/fails.py": "print('x')\n",
    "submissions/partial/crashes.py": _CRASHES_LARGE,
    "submissions/submissions.yaml": """\
accepted: { score: 100 }
partial/small.py:
  permitted: [AC, WA]
  score: 30
  secret/group1: { permitted: [AC], score: 20 }
  secret/group2: { required: [WA], score: 0 }
  secret/group3: { score: [9.99, 10.01] }
partial/fails.py: { permitted: [WA], score: 0 }
partial/crashes.py: { permitted: [AC, RTE], required: [RTE], score: [25, 35] }
""",
}

_WEIGH = """\
import sys

with open(sys.argv[1]) as file:
    n = int(file.read())
m = int(sys.stdin.read())
if not 0 <= m <= n:
    sys.exit(43)
kind = sys.argv[4] if len(sys.argv) > 4 else "none"
if kind == "score":
    with open(sys.argv[3] + "score.txt", "w") as file:
        file.write(f"{m}\\n")
elif kind == "multiplier":
    with open(sys.argv[3] + "score_multiplier.txt", "w") as file:
        file.write(f"{m / n}\\n")
sys.exit(42)
"""
WEIGHTS = {
    "problem.yaml": current(52, "Weights", "type: scoring\n"),
    "statement/problem.en.md": "Print a large number of at most n.\n",
    **tests("sample", ("4\n", "3\n")),
    **tests("secret", ("10\n", "\n"), ("20\n", "\n")),
    "data/secret/test_group.yaml": "max_score: unbounded\noutput_validator_args: [score]\n",
    "output_validator/weigh.py": _WEIGH,
    "submissions/accepted/all.py": "print(input())\n",
    "submissions/accepted/half.py": "print(int(input()) // 2)\n",
    "submissions/wrong_answer/more.py": "print(int(input()) + 1)\n",
    "submissions/submissions.yaml": "accepted/all.py: { score: 30 }\naccepted/half.py: { score: 15 }\nwrong_answer/more.py: { score: 0 }\n",
}
PARTS = {
    **WEIGHTS,
    "problem.yaml": current(53, "Parts", "type: scoring\n"),
    "data/secret/test_group.yaml": "score_aggregation: min\nmax_score: 60\noutput_validator_args: [multiplier]\n",
    "submissions/submissions.yaml": "accepted/all.py: { score: 60 }\naccepted/half.py: { score: [29, 31] }\nwrong_answer/*: { score: 0 }\n",
}

NESTED = {
    "problem.yaml": "name: Nested\ntype: scoring\nvalidation: default\ngrading: { objective: max, show_test_data_groups: true }\n",
    ".timelimit": "1\n",
    "problem_statement/problem.en.tex": "\\problemname{Nested}\nDouble n.\n",
    "data/testdata.yaml": "on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n",
    "data/sample/testdata.yaml": "on_reject: continue\ngrader_flags: always_accept\naccept_score: 0\n",
    **tests("sample", ("1\n", "2\n")),
    "data/secret/testdata.yaml": "on_reject: continue\ngrader_flags: always_accept sum\n",
    "data/secret/a/testdata.yaml": "on_reject: break\ngrader_flags: min\naccept_score: 20\nrange: 0 20\n",
    **tests("secret/a", ("5\n", "10\n"), ("6\n", "12\n")),
    "data/secret/b/testdata.yaml": "on_reject: continue\ngrader_flags: first_error accept_if_any_accepted max\nrange: 0 40\naccept_score: 40\n",
    **tests("secret/b/deep", ("7\n", "14\n"), ("700\n", "1400\n")),
    "data/secret/b/deep/testdata.yaml": "on_reject: continue\naccept_score: 20\ngrader_flags: always_accept sum\n",
    **tests(
        "secret/b/other",
        ("800\n", "1600\n"),
    ),
    "data/secret/b/other/testdata.yaml": "grader_flags: min\n",
    "data/secret/c/testdata.yaml": "on_reject: break\ngrader_flags: avg\naccept_score: 40\nrange: 0 40\n",
    **tests("secret/c", ("9\n", "18\n"), ("900\n", "1800\n"), ("10\n", "20\n")),
    **_FILES,
    "submissions/partially_accepted/small.py": _SMALL_ONLY,
    "submissions/partially_accepted/none.py": "print('x')\n",
}
"""all.py: 20 + max(40, 40) + 40 = 100; small.py: 20 + max(20, 0) + (not accepted: avg(40, 0)) = 60; none: 0."""

_GRADER = """\
import sys

lines = [line.split() for line in sys.stdin]
most = float(sys.argv[1])
accepted = [line for line in lines if line[0] == "AC"]
share = len(accepted) / len(lines)
print("AC" if share >= 0.5 else "WA", most * share)
"""
OWN_GRADER = {
    "problem.yaml": "name: Own grader\ntype: scoring\n",
    ".timelimit": "1\n",
    "problem_statement/problem.en.tex": "\\problemname{Own grader}\nDouble n.\n",
    "graders/half.py": _GRADER,
    "data/testdata.yaml": "on_reject: continue\ngrader_flags: ignore_sample\nrange: 0 50\n",
    "data/sample/testdata.yaml": "grader_flags: always_accept\n",
    "data/secret/testdata.yaml": "grading: custom\ngrader_flags: '50'\non_reject: continue\n",
    **tests("sample", ("1\n", "2\n")),
    **tests("secret", ("5\n", "10\n"), ("6\n", "12\n"), ("700\n", "1400\n"), ("800\n", "1600\n")),
    **_FILES,
    "submissions/partially_accepted/small.py": _SMALL_ONLY,
    "submissions/wrong_answer/none.py": "print('x')\n",
}

PACKAGES = {
    "subtasks": SUBTASKS,
    "weights": WEIGHTS,
    "parts": PARTS,
    "nested": NESTED,
    "own-grader": OWN_GRADER,
}
SCORES = {
    "nested": {
        "submissions/accepted/all.py": 100,
        "submissions/partially_accepted/small.py": 60,
        "submissions/partially_accepted/none.py": 0,
    },
    "own-grader": {"submissions/accepted/all.py": 50, "submissions/partially_accepted/small.py": 25},
    "subtasks": {"submissions/accepted/all.py": 100},
}
BAD = {
    "both files": (
        "weights",
        {
            "output_validator/weigh.py": "import sys\nfor name in ('score.txt', 'score_multiplier.txt'):\n    open(sys.argv[3] + name, 'w').write('1')\nsys.exit(42)\n"
        },
        "both score.txt and score_multiplier.txt",
    ),
    "a score for a wrong output": (
        "weights",
        {
            "output_validator/weigh.py": "import sys\nopen(sys.argv[3] + 'score.txt', 'w').write('1')\nsys.exit(43)\n"
        },
        "a score for an output that it does not accept",
    ),
    "no score": ("weights", {"data/secret/test_group.yaml": "max_score: unbounded\n"}, "without score.txt"),
    "no number": (
        "weights",
        {
            "output_validator/weigh.py": "import sys\nopen(sys.argv[3] + 'score.txt', 'w').write('nan')\nsys.exit(42)\n"
        },
        "which is not a number",
    ),
    "too large": (
        "parts",
        {
            "data/secret/test_group.yaml": "score_aggregation: min\nmax_score: 5\noutput_validator_args: [score]\n"
        },
        "more than its 5",
    ),
    "out of range": (
        "nested",
        {"data/secret/c/testdata.yaml": "accept_score: 41\nrange: 0 40\n"},
        "out of its range 0 to 40",
    ),
    "a grader that fails": ("own-grader", {"graders/half.py": "1 / 0\n"}, "the grader failed"),
}
