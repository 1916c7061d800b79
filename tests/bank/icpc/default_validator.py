"""Compared by the format's default validator."""

from __future__ import annotations

from tests.bank.icpc import current, tests

INPUT_VALIDATOR = """\
import re
import sys

text = sys.stdin.read()
most = int(sys.argv[1]) if len(sys.argv) > 1 else 10**9
sys.exit(42 if re.fullmatch(r"[0-9]+\\n", text) and int(text) <= most else 43)
"""

HALVES = {
    "problem.yaml": current(1, "Halves"),
    "statement/problem.en.md": "Print half of n.\n\n## Input\n\nOne number n.\n",
    "statement/problem.de.md": "Die Hälfte von n.\n",
    **tests("sample", ("3\n", "1.5\n")),
    **tests("secret/small", ("0\n", "0\n"), ("7\n", "3.5\n")),
    **tests(
        "secret/large",
        ("900000001\n", "450000000.5\n"),
    ),
    "data/sample/test_group.yaml": "output_validator_args: [float_tolerance, '1e-6']\n",
    "data/secret/test_group.yaml": "output_validator_args: [float_absolute_tolerance, 1e-6]\n"
    "input_validator_args: { limit: ['1000'] }\nmax_score: 100\n",
    "data/secret/large/test_group.yaml": "output_validator_args: [float_relative_tolerance, 1e-6]\n"
    "input_validator_args: { limit: [] }\n",
    "data/secret/small/02.yaml": "description: an odd one\nhint: Mind the half.\nfull_feedback: true\n",
    "data/invalid_input/negative.in": "-1\n",
    "data/valid_output/spaces.in": "3\n",
    "data/valid_output/spaces.ans": "1.5\n",
    "data/valid_output/spaces.out": "  1.50000001\r\n",
    "data/valid_output/test_group.yaml": "output_validator_args: [float_tolerance, 1e-6]\n",
    "data/invalid_output/strict.in": "3\n",
    "data/invalid_output/strict.ans": "1.5\n",
    "data/invalid_output/strict.out": "1.50000001\n",
    "input_validators/limit.py": INPUT_VALIDATOR,
    "submissions/accepted/halves.py": "print(int(input()) / 2)\n",
    "submissions/accepted/halves.c": '#include <stdio.h>\nint main(void) { long n; scanf("%ld", &n); printf("%.2Le", (long double)n / 2); printf("\\n"); return 0; }\n'.replace(
        "%.2Le", "%.12Le"
    ),
    "submissions/wrong_answer/nan.py": "print('nan')\n",
    "submissions/wrong_answer/infinite.py": "print('1e999999')\n",
    "submissions/wrong_answer/word.py": "print('half')\n",
    "submissions/wrong_answer/twice.py": "n = int(input())\nprint(n / 2, n / 2)\n",
    "submissions/wrong_answer/digits.py": "print('1' * 1_000_000)\n",
    "submissions/run_time_error/nothing.py": "print(n / 2)\n",
    "submissions/time_limit_exceeded/spins.py": "while True:\n    pass\n",
    "submissions/rejected/empty.py": "",
}

SHOUT = {
    "problem.yaml": "name: Shout\nlicense: cc0\nvalidator_flags: case_sensitive space_change_sensitive\n",
    ".timelimit": "1\n",
    "problem_statement/problem.tex": "\\problemname{Shout}\nShout each line.\n",
    "problem_statement/picture.png": "",
    **tests("sample", ("be  quiet\n", "BE  QUIET\n")),
    **tests("secret", ("now\n\nthen\n", "NOW\n\nTHEN\n")),
    "data/secret/01.desc": "an empty line\n",
    "data/secret/01.hint": "look\n",
    "input_format_validators/letters.py": "import re, sys\nsys.exit(42 if re.fullmatch(r'[a-z \\n]+', sys.stdin.read()) else 43)\n",
    "submissions/accepted/shout.py": "import sys\nprint(sys.stdin.read().upper(), end='')\n",
    "submissions/accepted/shout.cpp": "#include <iostream>\n#include <cctype>\nint main() { char c; while (std::cin.get(c)) std::cout.put(std::toupper(c)); }\n",
    "submissions/wrong_answer/whispers.py": "import sys\nprint(sys.stdin.read(), end='')\n",
    "submissions/wrong_answer/squeezes.py": "import sys\nfor line in sys.stdin:\n    print(' '.join(line.upper().split()))\n",
    "submissions/wrong_answer/no_end.py": "import sys\nprint(sys.stdin.read().upper().strip(), end='')\n",
    "submissions/mixed/either.py": "# @EXPECTED_RESULTS@: WRONG-ANSWER, RUN-ERROR\nprint(1 / int(input() == 'now'))\n",
}

FLOODS = {
    "problem.yaml": current(4, "Floods", limit=0.5).replace("limit: 0.5", "limit: 0.5, output: 1"),
    "statement/problem.en.md": "Print n.\n",
    **tests("secret", ("2\n", "2\n")),
    "submissions/accepted/prints.py": "print(input())\n",
    "submissions/time_limit_exceeded/endless.py": "while True:\n    print('x' * 65536)\n",
    "submissions/run_time_error/ends.py": "print('x' * (2 << 20))\n",
}
PACKAGES = {"halves": HALVES, "shout": SHOUT, "floods": FLOODS}
