"""Packages whose validator talks with the submission."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_GUESS = """\
import sys

with open(sys.argv[1]) as file:
    secret = int(file.read())


def reject(why):
    with open(sys.argv[3] + "judgemessage.txt", "w") as file:
        file.write(why + "\\n")
    sys.exit(43)


for count in range(10):
    line = sys.stdin.readline()
    try:
        guess = int(line)
    except ValueError:
        reject(f"no number: {line[:50]!r}")
    if guess == secret:
        print("correct", flush=True)
        if sys.stdin.readline():
            reject("goes on after the end")
        sys.exit(42)
    print("lower" if secret < guess else "higher", flush=True)
reject("too many guesses")
"""
_GOOD = """\
low, high = 1, 1000
while True:
    middle = (low + high) // 2
    print(middle, flush=True)
    answer = input()
    if answer == "correct":
        break
    low, high = (low, middle - 1) if answer == "lower" else (middle + 1, high)
"""
_GOOD_CPP = """\
#include <iostream>
#include <string>
int main() {
    int low = 1, high = 1000;
    std::string answer;
    for (;;) {
        int middle = (low + high) / 2;
        std::cout << middle << std::endl;
        std::cin >> answer;
        if (answer == "correct") return 0;
        if (answer == "lower") high = middle - 1; else low = middle + 1;
    }
}
"""
# No loop without an end: where the talk goes wrong they stop.
_SUBMISSIONS = {
    "submissions/accepted/halves.py": _GOOD,
    "submissions/accepted/halves.cpp": _GOOD_CPP,
    "submissions/wrong_answer/counts.py": "for guess in range(1, 30):\n    print(guess, flush=True)\n    if input() == 'correct':\n        break\n",
    "submissions/wrong_answer/words.py": "print('seven', flush=True)\n",
    "submissions/wrong_answer/silent.py": "",
    "submissions/wrong_answer/floods.py": "while True:\n    print('1' * 100)\n",
    "submissions/run_time_error/fails.py": "print(500, flush=True)\nraise ValueError(input())\n",
    "submissions/time_limit_exceeded/waits.py": "input()\n",
    "submissions/time_limit_exceeded/no_flush.py": "import sys\nprint(500)\nsys.stdin.readline()\n",
    "submissions/time_limit_exceeded/spins.py": "print(500, flush=True)\nwhile True:\n    pass\n",
}
GUESS = {
    "problem.yaml": current(31, "Guess", "type: interactive\n", limit=0.5).replace(
        "time_limit: 0.5", "time_limit: 0.5, validation_time: 3"
    ),
    "statement/problem.en.md": "Guess a number from 1 to 1000.\n",
    **tests("sample", ("7\n", "\n")),
    **tests("secret", ("1000\n", "\n"), ("613\n", "\n")),
    "data/sample/01.interaction": "> 5\n< higher\n> 7\n< correct\n",
    "output_validator/guess.py": _GUESS,
    "input_validators/range.py": "import sys\nsys.exit(42 if 1 <= int(sys.stdin.read()) <= 1000 else 43)\n",
    **_SUBMISSIONS,
}

_GUESS_CC = """\
#include <fstream>
#include "talk.h"
int main(int count, char **words) {
    std::ifstream input(words[1]);
    int secret, guess;
    input >> secret;
    for (int i = 0; i < 10; i++) {
        if (!(std::cin >> guess)) return 43;
        if (guess == secret) { say("correct"); return 42; }
        say(secret < guess ? "lower" : "higher");
    }
    return 43;
}
"""
GUESS_LEGACY = {
    "problem.yaml": "name: Guess again\nvalidation: custom interactive\nlimits: { validation_time: 3 }\n",
    ".timelimit": "0.5\n",
    "problem_statement/problem.en.tex": "\\problemname{Guess again}\n",
    **tests("sample", ("7\n", "\n")),
    **tests("secret", ("1000\n", "\n"), ("613\n", "\n")),
    "data/sample/01.interaction": "> 7\n< correct\n",
    "data/sample/more.interaction": "> 6\n< higher\n",
    "output_validators/guess/guess.cc": _GUESS_CC,
    "output_validators/guess/talk.h": "#include <iostream>\ninline void say(const char *word) { std::cout << word << std::endl; }\n",
    **{name: text for name, text in _SUBMISSIONS.items() if "waits" not in name},
}

_TESTLIB = """\
#include <fstream>
#include <iostream>
#include "testlib.h"
int main(int count, char **words) {
    // interactor input output answer
    std::ifstream input(words[1]);
    std::ofstream tout(words[2]);
    int secret, guess;
    input >> secret;
    std::cout << "go" << std::endl;
    if (!(std::cin >> guess)) return 8;
    tout << guess << std::endl;
    return guess == secret * 2 ? 0 : 1;
}
"""
TWICE = {
    "problem.yaml": current(32, "Twice", "type: [interactive]\n", limit=0.5),
    "statement/problem.en.md": "Say it.\n",
    **tests("secret", ("4\n", "\n")),
    "output_validator/interactor.cpp": _TESTLIB,
    "output_validator/testlib.h": "// stands for testlib\n",
    "submissions/accepted/eight.py": "input()\nprint(8)\n",
    "submissions/wrong_answer/nine.py": "input()\nprint(9)\n",
    "submissions/wrong_answer/none.py": "input()\n",
}

PACKAGES = {"guess": GUESS, "guess-again": GUESS_LEGACY, "twice": TWICE}
