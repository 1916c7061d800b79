"""Checkers in the manner of testlib, each with a small testlib.h of its own (written here)."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_HEADER = """\
#pragma once
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
enum TResult { _ok = 0, _wa = 1, _pe = 2, _fail = 3, _points = 7, _unexpected_eof = 8 };
struct Stream {
    std::ifstream file;
    TResult at_end = _unexpected_eof;
    long readLong();
};
inline Stream inf, ouf, ans;
[[noreturn]] inline void quit(TResult result, const std::string &words) {
    if (result == _ok) std::fprintf(stderr, "ok %s\\n", words.c_str());
    else if (result == _points) std::fprintf(stderr, "points %s\\n", words.c_str());
    else std::fprintf(stderr, "not ok %s\\n", words.c_str());
    std::exit(result);
}
inline long Stream::readLong() {
    std::string word;
    if (!(file >> word)) quit(at_end, "unexpected end of file");
    char *end;
    long value = std::strtol(word.c_str(), &end, 10);
    if (*end) quit(_pe, "expected a number, found " + word);
    return value;
}
inline void registerTestlibCmd(int count, char **words) {
    if (count < 4) std::exit(_fail);
    inf.file.open(words[1]);
    ouf.file.open(words[2]);
    ans.file.open(words[3]);
    inf.at_end = ans.at_end = _fail;
}
"""
_CHECK = """\
#include "testlib.h"
int main(int count, char **words) {
    registerTestlibCmd(count, words);
    long n = inf.readLong(), best = ans.readLong(), divisor = ouf.readLong();
    if (divisor < 2 || n % divisor) quit(_wa, "no divisor of " + std::to_string(n));
    if (divisor < best) quit(_fail, "better than the answer of the judges");
    quit(_ok, std::to_string(divisor));
}
"""
DIVISOR = {
    "problem.yaml": current(21, "Divisor"),
    "statement/problem.en.md": "Print a divisor of n above 1.\n",
    **tests("sample", ("6\n", "2\n")),
    **tests("secret", ("35\n", "5\n"), ("7\n", "7\n")),
    "output_validator/check.cpp": _CHECK,
    "output_validator/testlib.h": _HEADER,
    "submissions/accepted/itself.py": "print(input())\n",
    "submissions/wrong_answer/none.py": "print(4)\n",
    "submissions/wrong_answer/word.py": "print('x')\n",
    "submissions/wrong_answer/silent.py": "",
    "submissions/run_time_error/late.py": "print(1 / 0)\n",
    "submissions/submissions.yaml": "accepted/itself.py: { message: ok 35 }\nwrong_answer/silent.py: { message: unexpected end }\n",
}
_POINTS = """\
#include "testlib.h"
int main(int count, char **words) {
    registerTestlibCmd(count, words);
    long best = ans.readLong(), found = ouf.readLong();
    if (found > best) quit(_wa, "too much");
    if (found == best) quit(_ok, "all of it");
    quit(_points, std::to_string(found) + " of " + std::to_string(best));
}
"""
POINTS = {
    "problem.yaml": "name: Points\ntype: scoring\nvalidation: custom score\n",
    ".timelimit": "1\n",
    "problem_statement/problem.tex": "\\problemname{Points}\n",
    "data/testdata.yaml": "grader_flags: ignore_sample\non_reject: continue\nrange: 0 20\naccept_score: 10\n",
    "data/secret/testdata.yaml": "grader_flags: sum\n",
    **tests("sample", ("0\n", "10\n")),
    **tests("secret", ("1\n", "10\n"), ("2\n", "10\n")),
    "output_validators/check/check.cpp": _POINTS,
    "output_validators/check/testlib.h": _HEADER,
    "submissions/accepted/nearly.py": "print(9)\n",
    "submissions/partially_accepted/few.py": "print(3)\n",
    "submissions/wrong_answer/more.py": "print(11)\n",
}
KATTIS_HEADER = _HEADER.replace("_ok = 0, _wa = 1", "_ok = 42, _wa = 43") + "#define OK_EXIT_CODE 42\n"
FOR_ICPC = {
    **DIVISOR,
    "problem.yaml": current(22, "Divisor again"),
    "output_validator/testlib.h": KATTIS_HEADER.replace(
        "ouf.file.open(words[2]);", 'ouf.file.open("/dev/stdin");'
    )
    .replace("ans.file.open(words[3])", "ans.file.open(words[2])")
    .replace("at_end = _unexpected_eof", "at_end = _wa")
    .replace("quit(_pe", "quit(_wa"),
}

PACKAGES = {"divisor": DIVISOR, "divisor-again": FOR_ICPC}
SCORED = {"points": POINTS}
