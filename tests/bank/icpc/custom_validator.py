"""Packages with a validator of outputs of their own: files and folders, in four languages."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_SUM_IN_PYTHON = """\
import sys

with open(sys.argv[1]) as file:
    total = int(file.read())
with open(sys.argv[3] + "judgemessage.txt", "w") as file:
    file.write(f"arguments: {sys.argv[4:]}\\n")
try:
    one, other = (int(word) for word in sys.stdin.read().split())
except ValueError:
    with open(sys.argv[3] + "teammessage.txt", "w") as file:
        file.write("Print two numbers.\\n")
    sys.exit(43)
least = int(sys.argv[4]) if len(sys.argv) > 4 else -(10**9)
sys.exit(42 if one + other == total and min(one, other) >= least else 43)
"""

TWO_SUMMANDS = {
    "problem.yaml": current(11, "Two summands", "constants: { least: 0, word: two }\n"),
    "statement/problem.en.md": "Print {{word}} numbers of at least {{least}} with sum n. {{unknown}}\n",
    **tests("sample", ("5\n", "\n")),
    "data/sample/01.out": "2 3\n",
    **tests("secret/any", ("-7\n", "\n"), ("0\n", "\n")),
    **tests("secret/natural", ("10\n", "\n"), ("11\n", "\n")),
    "data/secret/natural/test_group.yaml": 'output_validator_args: ["{{least}}"]\n',
    "data/secret/natural/02.yaml": "output_validator_args: ['1']\n",
    "output_validator/sum.py": _SUM_IN_PYTHON,
    "data/valid_output/other.in": "5\n",
    "data/valid_output/other.ans": "\n",
    "data/valid_output/other.out": "2 3\n",
    "data/invalid_output/off.in": "5\n",
    "data/invalid_output/off.ans": "\n",
    "data/invalid_output/off.out": "2 2\n",
    "input_validators/one.py": "import sys\nint(sys.stdin.read())\nsys.exit(42)\n",
    "submissions/accepted/one_and_rest.py": "n = int(input())\nprint(1, n - 1)\n",
    "submissions/accepted/constant.cpp": "#include <iostream>\nint main() { long n; std::cin >> n; std::cout << 1 + {{least}} << ' ' << n - 1; }\n",
    "submissions/wrong_answer/zero.py": "print(0, int(input()))\n",
    "submissions/wrong_answer/one_number.py": "print(int(input()))\n",
    "submissions/submissions.yaml": """\
accepted/*:
  message: "arguments: ['1']"
wrong_answer/zero.py:
  sample: { permitted: [AC] }
  secret/any: { permitted: [AC] }
  secret/natural/02: { required: [WA] }
wrong_answer/{one_number,other}.py:
  authors: [Somebody]
  secret/*: { permitted: [WA] }
""",
}

_TOUR_H = """\
#ifndef TOUR_H
#define TOUR_H
#include <cstdio>
#include <string>
[[noreturn]] void accept();
[[noreturn]] void reject(const char *why);
extern std::string feedback;
#endif
"""
_TOUR_SAY = """\
#include <cstdlib>
#include "tour.h"
std::string feedback;
void accept() { std::exit(42); }
void reject(const char *why) {
    FILE *file = std::fopen((feedback + "judgemessage.txt").c_str(), "w");
    std::fprintf(file, "%s\\n", why);
    std::fclose(file);
    std::exit(43);
}
"""
_TOUR_CC = """\
#include <fstream>
#include <iostream>
#include <set>
#include "tour.h"
int main(int count, char **words) {
    if (count < 4) return 1;
    feedback = words[3];
    std::ifstream input(words[1]);
    int n;
    input >> n;
    std::set<int> seen;
    for (int i = 0; i < n; i++) {
        int x;
        if (!(std::cin >> x)) reject("too short");
        if (x < 1 || x > n || !seen.insert(x).second) reject("no permutation");
    }
    std::string rest;
    if (std::cin >> rest) reject("too long");
    accept();
}
"""
PERMUTATION = {
    "problem.yaml": "name: Permutation\nvalidation: custom\nlimits:\n  validation_time: 10\n  memory: 512\n",
    "domjudge-problem.ini": "timelimit=1\n",
    "problem_statement/problem.en.tex": "\\problemname{Permutation}\nPrint one of 1 to n.\n",
    **tests("sample", ("3\n", "1 2 3\n")),
    **tests("secret", ("1\n", "1\n"), ("9\n", "1 2 3 4 5 6 7 8 9\n")),
    "output_validators/tour/tour.h": _TOUR_H,
    "output_validators/tour/say.cpp": _TOUR_SAY,
    "output_validators/tour/tour.cpp": _TOUR_CC,
    "input_validators/check/main.cpp": '#include <cstdio>\n#include "most.h"\nint main() { int n; char c; return scanf("%d%c", &n, &c) == 2 && n <= MOST && c == 10 && getchar() == EOF ? 42 : 43; }\n',
    "input_validators/check/most.h": "#define MOST 100\n",
    "submissions/accepted/backwards.py": "print(*range(int(input()), 0, -1))\n",
    "submissions/accepted/parts/main.py": "from parts import numbers\n\nprint(*numbers(int(input())))\n",
    "submissions/accepted/parts/parts.py": "def numbers(n):\n    return range(1, n + 1)\n",
    "submissions/accepted/parts_cpp/main.cpp": '#include <iostream>\n#include "numbers.hpp"\nint main() { int n; std::cin >> n; numbers(n); }\n',
    "submissions/accepted/parts_cpp/numbers.hpp": "void numbers(int n);\n",
    "submissions/accepted/parts_cpp/numbers.cpp": '#include <iostream>\n#include "numbers.hpp"\nvoid numbers(int n) { while (n) std::cout << n-- << "\\n"; }\n',
    "submissions/accepted/parts_java/Main.java": "import java.util.*;\npublic class Main { public static void main(String[] a) { int n = new Scanner(System.in).nextInt(); for (int i = 1; i <= n; i++) System.out.println(Numbers.same(i)); } }\n",
    "submissions/accepted/parts_java/Numbers.java": "class Numbers { static int same(int i) { return i; } }\n",
    "submissions/wrong_answer/from_zero.py": "print(*range(int(input())))\n",
    "submissions/wrong_answer/ends_early.py": "print(*range(1, int(input())))\n",
    "submissions/wrong_answer/goes_on.py": "print(*range(1, int(input()) + 2))\n",
    "submissions/run_time_error/fails.cpp": "#include <cstdlib>\nint main() { std::abort(); }\n",
}

_JAVA = """\
import java.nio.file.*;
import java.util.*;

public class Validate {
    public static void main(String[] words) throws Exception {
        String answer = Files.readString(Path.of(words[1])).trim();
        Scanner in = new Scanner(System.in);
        boolean same = in.hasNext() && in.next().equalsIgnoreCase(answer) && !in.hasNext();
        System.exit(same ? 42 : 43);
    }
}
"""
YES_OR_NO = {
    "problem.yaml": current(12, "Yes or no", limit=2),
    "statement/problem.en.md": "Is n even?\n",
    **tests("sample", ("2\n", "yes\n")),
    **tests("secret", ("3\n", "no\n")),
    "output_validator/Validate.java": _JAVA,
    "submissions/accepted/loud.py": "print('NO' if int(input()) % 2 else 'YES')\n",
    "submissions/wrong_answer/always.py": "print('yes')\n",
}

_C = """\
#include <stdio.h>
#include "rule.h"
int main(int count, char **words) {
    long n, m;
    FILE *input = fopen(words[1], "r");
    if (!input || fscanf(input, "%ld", &n) != 1) return 1;
    if (scanf("%ld", &m) != 1) return 43;
    return RULE(n, m) ? 42 : 43;
}
"""
LARGER = {
    "problem.yaml": "name: Larger\nvalidation: custom\nvalidator_flags: --strict 1\n",
    ".timelimit": "1\n",
    "problem_statement/problem.md": "Print a larger number.\n",
    **tests("secret", ("3\n", "4\n")),
    "output_validators/larger.c": _C,
    "output_validators/rule.h": "#define RULE(n, m) ((m) > (n))\n",
    "submissions/accepted/next.py": "print(int(input()) + 1)\n",
    "submissions/wrong_answer/same.py": "print(input())\n",
}

_MODULE = """\
from rules import right
import sys

with open(sys.argv[2]) as file:
    sys.exit(42 if right(sys.stdin.read(), file.read()) else 43)
"""
ANAGRAM = {
    "problem.yaml": current(13, "Anagram"),
    "statement/problem.en.md": "Print an anagram.\n",
    **tests("secret", ("abc\n", "abc\n")),
    "output_validator/__main__.py": _MODULE,
    "output_validator/__init__.py": "",
    "output_validator/rules.py": "def right(output, answer):\n    return sorted(output.strip()) == sorted(answer.strip())\n",
    "submissions/accepted/turned.py": "print(input()[::-1])\n",
    "submissions/wrong_answer/doubled.py": "print(input() * 2)\n",
}

PACKAGES = {
    "two-summands": TWO_SUMMANDS,
    "permutation": PERMUTATION,
    "yes-or-no": YES_OR_NO,
    "larger": LARGER,
    "anagram": ANAGRAM,
}
