"""Legacy packages with several validators of outputs, and inputs described in a grammar."""

from __future__ import annotations

from tests.bank.icpc import tests

_EVEN = """\
import sys

open(sys.argv[3] + "judgemessage.txt", "w").write("even: looked")
words = sys.stdin.read().split()
sys.exit(42 if len(words) == 1 and int(words[0]) % 2 == 0 else 43)
"""
_LESS = """\
#include <cstdlib>
#include <fstream>
#include <iostream>
int main(int count, char **argument) {
    std::ifstream given(argument[1]);
    long most, found;
    given >> most;
    if (count > 4) most += std::atol(argument[4]);
    return std::cin >> found && found < most ? 42 : 43;
}
"""
EVEN_AND_LESS = {
    "problem.yaml": "name: Even and less\nvalidation: custom\n",
    ".timelimit": "1\n",
    "problem_statement/problem.en.tex": "\\problemname{Even and less} Print an even number less than n.\n",
    **tests("sample", ("7\n", "2\n")),
    **tests("secret/1-both", ("9\n", "2\n"), ("12\n", "2\n")),
    **tests("secret/2-even", ("-3\n", "-4\n")),
    "data/secret/2-even/testdata.yaml": "output_validator_flags: { name: even.py, flags: '' }\n",
    **tests("secret/3-less", ("4\n", "2\n")),
    "data/secret/3-less/testdata.yaml": "output_validator_flags: { name: less, flags: '2' }\n",
    "output_validators/even.py": _EVEN,
    "output_validators/less/less.cpp": _LESS,
    "submissions/accepted/two_less.py": "n = int(input())\nprint(5 if n == 4 else (n - 1) // 2 * 2)\n",
    "submissions/accepted/any_even.py": "n = int(input())\nprint(1000 if n < 0 else (n - 1) // 2 * 2)\n",
    "submissions/wrong_answer/odd.py": "print((int(input()) - 1) // 2 * 2 - 1)\n",
    "submissions/wrong_answer/large.py": "n = int(input())\nprint(n + 2 - n % 2)\n",
    "submissions/wrong_answer/large_at_four.py": "n = int(input())\nprint(6 if n == 4 else (n - 1) // 2 * 2)\n",
}

_COUNTS = """\
import sys

n = int(open(sys.argv[1]).read())
print(n, flush=True)
said = sys.stdin.readline()
sys.exit(42 if said.strip() == str(n {change}) else 43)
"""
TALKS_TWICE = {
    "problem.yaml": "name: Talks twice\nvalidation: custom interactive\n",
    ".timelimit": "1\n",
    "problem_statement/problem.en.tex": "\\problemname{Talks twice} Say what was said.\n",
    **tests("secret", ("5\n", ""), ("0\n", "")),
    "output_validators/first.py": _COUNTS.format(change="+ 0"),
    "output_validators/second.py": _COUNTS.format(change="* 1"),
    "submissions/accepted/echoes.py": "print(input())\n",
    "submissions/wrong_answer/adds.py": "print(int(input()) + 1)\n",
}

GRAMMAR = {
    "problem.yaml": "name: Grammar\nlimits: { memory: 64 }\n",
    ".timelimit": "2\n",
    "problem_statement/problem.en.tex": "\\problemname{Grammar} Add n numbers.\n",
    **tests("sample", ("2\n1 2\n", "3\n")),
    **tests("secret", ("1\n-1000\n", "-1000\n"), ("3\n1 2 3\n", "6\n")),
    "data/secret/01.hint": "Some numbers are negative.\n",
    "data/secret/01.desc": "one negative number\n",
    "data/invalid_input/many.in": "3\n1 2\n",
    "data/invalid_input/large.in": "1\n1001\n",
    "data/invalid_input/padded.in": "1\n1 \n",
    "input_format_validators/numbers.ctd": "# n, then n numbers\nINT(1, 100, n) NEWLINE\nREP(n, SPACE) INT(-1000, 1000) END\nNEWLINE\nEOF\n",
    "submissions/accepted/sums.py": "input()\nprint(sum(map(int, input().split())))\n",
    "submissions/wrong_answer/absolute.py": "input()\nprint(sum(map(abs, map(int, input().split()))))\n",
    # Exactly the limit, and so a little more with what every program needs.
    "submissions/run_time_error/greedy.cpp": "#include <cstring>\n#include <iostream>\nint main() { char *a = new char[64 << 20]; std::memset(a, 1, 64 << 20); long n, x, s = 0; std::cin >> n; while (std::cin >> x) s += x * a[x & 1023]; std::cout << s; }\n",
}

PACKAGES = {"even-and-less": EVEN_AND_LESS, "talks-twice": TALKS_TWICE, "grammar": GRAMMAR}
