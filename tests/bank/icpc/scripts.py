"""Programs with scripts ``build`` and ``run``, and programs whose files lie in folders."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_LESS_C = """\
#include <stdio.h>
#include "../include/codes.h"
int main(int count, char **words) {
    FILE *given = fopen(words[1], "r");
    long n, found;
    char rest;
    if (count < 4 || !given || fscanf(given, "%ld", &n) != 1) return 1;
    if (scanf("%ld", &found) != 1 || scanf(" %c", &rest) == 1) return WRONG;
    return found < n ? RIGHT : WRONG;
}
"""
BUILT = {
    "problem.yaml": current(71, "Built", "constants: { right: 42 }\n"),
    "statement/problem.en.md": "Print a number less than n.\n",
    **tests("sample", ("7\n", "6\n")),
    **tests("secret", ("9\n", "8\n"), ("-3\n", "-4\n")),
    "data/invalid_input/large.in": "101\n",
    # It leaves a link, and what makes it was not there before.
    "output_validator/build": "#!/bin/sh\nset -e\nmkdir bin\ncc -o bin/less src/less.c\nln -s bin/less run\n",
    "output_validator/README": "cc makes src/less.c.\n",
    "output_validator/src/less.c": _LESS_C,
    "output_validator/include/codes.h": "#define RIGHT {{right}}\n#define WRONG 43\n",
    # Without a first line "#!", which a POSIX shell takes as its own.
    "input_validators/small/run": 'exec python3 "$(dirname "$0")/lib/small.py" "$@"\n',
    "input_validators/small/lib/small.py": "import sys\n\nimport most\n\nsys.exit(42 if int(input()) <= most.MOST and open('least.txt').read() else 43)\n",
    "input_validators/small/least.txt": "found in the folder that it works in\n",
    "input_validators/small/lib/most.py": "MOST = 100\n",
    "submissions/accepted/less.py": "print(int(input()) - 1)\n",
    "submissions/wrong_answer/same.py": "print(input())\n",
    "submissions/wrong_answer/zero.py": "print(0)\n",
}
_TALK_PY = """\
import sys

n = int(open(sys.argv[1]).read())
print(n, flush=True)
said = sys.stdin.readline().strip()
open(sys.argv[3] + "judgemessage.txt", "w").write(f"it said {said}")
sys.exit(42 if said == str(2 * n) else 43)
"""
TALKED = {
    "problem.yaml": current(72, "Talked", "type: interactive\n"),
    "statement/problem.en.md": "Say twice what you are told.\n",
    **tests("secret", ("5\n", ""), ("0\n", "")),
    "output_validator/run": '#!/usr/bin/env sh\nhere=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)\n"$here/talk.py" "$@"\n',
    "output_validator/talk.py": f"#!/usr/bin/env python3\n{_TALK_PY}",
    "submissions/accepted/twice.py": "print(2 * int(input()))\n",
    "submissions/wrong_answer/once.py": "print(input())\n",
    "submissions/run_time_error/ends.py": "input()\nraise SystemExit(3)\n",
    "submissions/time_limit_exceeded/waits.py": "input()\ninput()\n",
    "submissions/submissions.yaml": "accepted: { message: it said }\n",
}
LEGACY = {
    "problem.yaml": "name: Old scripts\ntype: scoring\nvalidation: custom score\n",
    ".timelimit": "1\n",
    "problem_statement/problem.en.tex": "\\problemname{Old scripts} Print at most n.\n",
    "data/testdata.yaml": "grading: custom\nrange: 0 100\n",
    **tests("sample", ("3\n", "\n")),
    "data/sample/testdata.yaml": "grading: custom\n",
    **tests("secret", ("10\n", "\n"), ("20\n", "\n")),
    "data/secret/testdata.yaml": "grading: custom\n",
    "output_validators/most/build": "#!/bin/sh\nc++ -O1 -o run most.cc\n",
    "output_validators/most/most.cc": """\
#include <fstream>
#include <iostream>
#include <string>
int main(int, char **words) {
    std::ifstream given(words[1]);
    long n, found;
    given >> n;
    if (!(std::cin >> found) || found > n) return 43;
    std::ofstream(words[3] + std::string("/score.txt")) << found << "\\n";
    return 42;
}
""",
    "graders/adds/run": '#!/bin/sh\nawk \'{ sum += $2; if ($1 != "AC") bad = 1 } END { print bad ? "WA" : "AC", sum + 0 }\'\n',
    "submissions/accepted/all.py": "print(input())\n",
    "submissions/accepted/half/half.py": "import parts.half\n\nprint(parts.half.of(int(input())))\n",
    "submissions/accepted/half/parts/half.py": "def of(n):\n    return n // 2\n",
    "submissions/wrong_answer/more.py": "print(int(input()) + 1)\n",
}
SOURCES = {
    "problem.yaml": current(73, "No loop", "type: scoring\n"),
    "statement/problem.en.md": "Add 1 to n without a loop.\n",
    **tests("secret", ("1\n", "2\n")),
    "data/secret/test_group.yaml": "score_aggregation: sum\nstatic_validation_score: 40\nmax_score: 100\n",
    "static_validator/run": '#!/bin/sh\n! grep -rqw while . || exit 43\necho "$1 $2" > "$3/judgemessage.txt"\nexit 42\n',
    "submissions/accepted/adds.py": "print(int(input()) + 1)\n",
    "submissions/accepted/parts/main.py": "from more.parts import added\n\nprint(added(int(input())))\n",
    "submissions/accepted/parts/more/parts.py": "def added(n):\n    return n + 1\n",
    "submissions/rejected/loops/main.py": "from more.parts import added\n\nprint(added(int(input())))\n",
    "submissions/rejected/loops/more/parts.py": "def added(n):\n    while True:\n        return n + 1\n",
    "submissions/submissions.yaml": "accepted: { message: python3, score: 100 }\n",
}
FOLDERS = {
    "problem.yaml": current(74, "Folders", limit=2),
    "statement/problem.en.md": "Print 2n.\n",
    **tests("secret", ("2\n", "4\n"), ("-1\n", "-2\n")),
    "include/python3/given/numbers.py": "FACTOR = 2\n",
    "submissions/accepted/python/main.py": "from sums import twice\n\nprint(twice.of(int(input())))\n",
    "submissions/accepted/python/sums/__init__.py": "",
    "submissions/accepted/python/sums/twice.py": "from given.numbers import FACTOR\n\ndef of(n):\n    return FACTOR * n\n",
    "submissions/accepted/cpp/main.cpp": '#include <iostream>\n#include "sums/twice.hpp"\nint main() { long n; std::cin >> n; std::cout << twice(n); }\n',
    "submissions/accepted/cpp/sums/twice.hpp": "long twice(long);\n",
    "submissions/accepted/cpp/sums/twice.cpp": '#include "twice.hpp"\nlong twice(long n) { return 2 * n; }\n',
    "submissions/accepted/c_and_cpp/main.C": "#include <iostream>\nlong twice(long);\nint main() { long n; std::cin >> n; std::cout << twice(n); }\n",
    "submissions/accepted/c_and_cpp/sums/twice.c": "long twice(long n) { return 2 * n; }\n",
    "submissions/accepted/java/sums/Start.java": "package sums;\nimport sums.more.Twice;\npublic class Start { public static void main(String[] a) { System.out.println(Twice.of(new java.util.Scanner(System.in).nextLong())); } }\n",
    "submissions/accepted/java/sums/more/Twice.java": "package sums.more;\npublic class Twice { public static long of(long n) { return 2 * n; } }\n",
    "submissions/accepted/javascript/main.js": "const { twice } = require('./sums/twice.js');\nconsole.log(String(twice(Number(require('fs').readFileSync(0, 'utf8')))));\n",
    "submissions/accepted/javascript/sums/twice.js": "exports.twice = n => 2 * n;\n",
    "submissions/wrong_answer/named_run/run": "This is a text, which a submission may have under this name.\n",
    "submissions/wrong_answer/named_run/main.py": "import os.path\n\nprint(open(os.path.dirname(os.path.abspath(__file__)) + '/run').read())\n",
}
LINKS = {
    "problem.yaml": current(75, "Links"),
    "statement/problem.en.md": "Print n.\n",
    **tests("sample", ("1\n", "1\n")),
    **tests("secret", ("1\n", "1\n"), ("2\n", "2\n")),
    "submissions/accepted/right.py": "print(input())\n",
    "submissions/wrong_answer/one.py": "print(1)\n",
    "submissions/mixed/one.py": "-> ../wrong_answer/one.py",
    "submissions/mixed/right.py": "-> ../accepted/right.py",
    "submissions/submissions.yaml": """\
mixed: { permitted: [AC, WA] }
"mixed/{ one , two }.py":
  secret/{,0}1: { permitted: [AC] }
  "secret/*{ 0 }{ 2 }": { permitted: [WA] }
mixed/right.py: { permitted: [AC] }
""",
}

PACKAGES = {
    "built": BUILT,
    "talked": TALKED,
    "old-scripts": LEGACY,
    "no-loop": SOURCES,
    "folders": FOLDERS,
    "links": LINKS,
}
BAD = {
    "build fails": (
        "built",
        {"output_validator/build": "#!/bin/sh\necho no luck >&2\nexit 7\n"},
        "build ended with exit status 7",
    ),
    "build makes nothing": (
        "built",
        {"output_validator/build": "#!/bin/sh\ntrue\n"},
        "there is no file run in the program's folder after build is done",
    ),
    "run is no program": ("talked", {"output_validator/run": "#!/no/such/shell\n"}, "/box/run"),
}
