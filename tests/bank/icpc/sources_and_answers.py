"""Version 2025-09: validators of sources, and answers that are submitted instead of programs."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_NO_IMPORTS = """\
import os
import sys

language, entry, feedback, *arguments = sys.argv[1:]
assert feedback.endswith("/") and entry in os.listdir("."), (entry, os.listdir("."))
texts = [open(name).read() for name in os.listdir(".")]
word = arguments[0] if arguments else {"python3": "import", "cpp": "vector"}[language]
if any(word in text for text in texts):
    open(feedback + "judgemessage.txt", "w").write(f"{entry} in {language} has {word}")
    sys.exit(43)
sys.exit(42)
"""
WITHOUT_IMPORTS = {
    "problem.yaml": current(71, "Without imports", "languages: [python3, cpp]\n"),
    "statement/problem.en.md": "Print n squared, without libraries.\n",
    **tests("sample", ("2\n", "4\n")),
    **tests("secret", ("3\n", "9\n")),
    "data/secret/test_group.yaml": "static_validation_score: pass-fail\n",
    "static_validator/words.py": _NO_IMPORTS,
    "submissions/accepted/squares.py": "n = int(input())\nprint(n * n)\n",
    "submissions/accepted/squares.cpp": "#include <iostream>\nint main() { long n; std::cin >> n; std::cout << n * n; }\n",
    "submissions/wrong_answer/power/main.py": "from power import power\n\nprint(power(int(input())))\n",
    "submissions/wrong_answer/power/power.py": "def power(n):\n    return n * n\n",
    "submissions/wrong_answer/vector.cpp": "#include <iostream>\n#include <vector>\nint main() { std::vector<long> n(1); std::cin >> n[0]; std::cout << n[0] * n[0]; }\n",
    "submissions/submissions.yaml": (
        "wrong_answer/power: { message: main.py in python3 has import }\n"
        "wrong_answer/*: { secret/static_validation: { permitted: [WA] }, secret/01: { permitted: [AC] } }\n"
    ),
}
_SHORT = """\
#include <fstream>
#include <string>
int main(int count, char **argument) {
    std::ifstream source("solution.py");
    long size = 0;
    while (source.get() != EOF) size++;
    std::ofstream(argument[3] + std::string("score_multiplier.txt")) << (size < std::stol(argument[4]) ? 1.0 : 0.5);
    return 42;
}
"""
SHORT = {
    "problem.yaml": current(72, "Short", "type: scoring\nlanguages: [python3]\n"),
    "statement/problem.en.md": "Print n squared. Short programs get more.\n",
    **tests("secret/1-all", ("2\n", "4\n"), ("3\n", "9\n")),
    **tests("secret/2-more", ("4\n", "16\n")),
    "data/secret/1-all/test_group.yaml": (
        "score_aggregation: sum\nmax_score: 60\nstatic_validation_score: 20\nstatic_validator_args: ['40']\n"
    ),
    "data/secret/2-more/test_group.yaml": "max_score: 40\n",
    "static_validator/short/short.cpp": _SHORT,
    "submissions/accepted/short.py": "print(int(input()) ** 2)\n",
    "submissions/accepted/long.py": "number = int(input())\nsquare = number * number\nprint(square)\n",
    "submissions/wrong_answer/four.py": "print(4)\n",
    "submissions/submissions.yaml": (
        "accepted/short.py: { score: 100 }\naccepted/long.py: { score: 90 }\n"
        "wrong_answer/four.py: { score: 40, secret/1-all: { score: 40 }, secret/2-more: { score: 0 } }\n"
    ),
}
SQUARE_ROOTS = {
    "problem.yaml": current(73, "Square roots", "type: [pass-fail, submit-answer]\n"),
    "statement/problem.en.md": "Hand in the square roots of what stands in the inputs.\n",
    **tests("secret", ("4\n", "2\n"), ("2\n", "1.41421356\n")),
    "data/secret/test_group.yaml": "output_validator_args: [float_tolerance, 1e-3]\n",
    "submissions/accepted/all/01.ans": "2\n",
    "submissions/accepted/all/02.out": "1.4142\n",
    "submissions/accepted/named/secret/01.ans": "2.0\n",
    "submissions/accepted/named/secret/02.ans": "1.4142136\n",
    "submissions/accepted/computes.py": "print(int(input()) ** 0.5)\n",
    "submissions/wrong_answer/one_missing/01.ans": "2\n",
    "submissions/wrong_answer/one_wrong/01.ans": "2\n",
    "submissions/wrong_answer/one_wrong/02.ans": "1.5\n",
}
_DIVIDES = """\
import sys

n, words = int(open(sys.argv[1]).read()), sys.stdin.read().split()
if len(words) != 1 or not words[0].isdecimal() or int(words[0]) < 1 or n % int(words[0]):
    sys.exit(43)
open(sys.argv[3] + "score.txt", "w").write(words[0])
"""
DIVISOR = {
    "problem.yaml": current(74, "Divisor", "type: [scoring, submit-answer]\n"),
    "statement/problem.en.md": "Hand in a large divisor of the number in the input.\n",
    **tests("secret", ("91\n", "\n")),
    "data/secret/test_group.yaml": "max_score: unbounded\n",
    "output_validator/divides.py": _DIVIDES + "sys.exit(42)\n",
    "submissions/accepted/thirteen.txt": "13\n",
    "submissions/wrong_answer/twelve.txt": "12\n",
    "submissions/submissions.yaml": "accepted/*: { score: 13 }\n",
}

PACKAGES = {
    "without-imports": WITHOUT_IMPORTS,
    "short": SHORT,
    "square-roots": SQUARE_ROOTS,
    "divisor": DIVISOR,
}
