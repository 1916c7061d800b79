"""What a test or a package may bring besides: arguments, files, added code, entry points."""

from __future__ import annotations

from tests.bank.icpc import current, tests

ARGUMENTS = {
    "problem.yaml": current(61, "Arguments", "languages: [python3, cpp]\n"),
    "statement/problem.en.md": "Add the arguments to n.\n",
    **tests("sample", ("1\n", "1\n")),
    **tests("secret/one", ("1\n", "3\n"), ("5\n", "15\n")),
    "data/secret/one/test_group.yaml": "args: ['2']\n",
    "data/secret/one/02.yaml": "args: ['4', '6']\n",
    "input_validators/least.py": "import sys\nsys.exit(42 if int(sys.stdin.read()) >= 1 and all(map(int, sys.argv[1:])) else 43)\n",
    "submissions/accepted/sums.py": "import sys\nprint(int(input()) + sum(map(int, sys.argv[1:])))\n",
    "submissions/accepted/sums.cpp": "#include <cstdlib>\n#include <iostream>\nint main(int n, char **a) { long x; std::cin >> x; while (--n) x += std::atol(a[n]); std::cout << x; }\n",
    "submissions/wrong_answer/first.py": "import sys\nprint(int(input()) + int([*sys.argv, 0][1]))\n",
}
FILES = {
    "problem.yaml": current(62, "Files"),
    "statement/problem.en.md": "Print the line of words.txt.\n",
    **tests("sample", ("1\n", "apple\n")),
    **tests("secret", ("2\n", "plum\n")),
    "data/sample/01.files/words.txt": "apple\npear\n",
    "data/secret/01.files/words.txt": "fig\nplum\n",
    "data/secret/01.files/more.txt": "x\n",
    "input_validators/has_words.py": "import sys\nlines = open('words.txt').readlines()\nsys.exit(42 if int(input()) <= len(lines) else 43)\n",
    "submissions/accepted/reads.py": "n = int(input())\nprint(open('words.txt').readlines()[n - 1].strip())\n",
    "submissions/accepted/reads.cpp": '#include <fstream>\n#include <iostream>\nint main() { int n; std::cin >> n; std::ifstream f("words.txt"); std::string w; while (n--) f >> w; std::cout << w; }\n',
    "submissions/wrong_answer/apple.py": "print('apple')\n",
    "submissions/run_time_error/elsewhere.py": "open('other.txt')\n",
}
ADDED = {
    "problem.yaml": current(63, "Added", "constants: { factor: 3 }\n"),
    "statement/problem.en.md": "Write `grow` in grow.py or grow.h.\n",
    **tests("secret", ("2\n", "6\n")),
    "include/python3/main.py": "from grow import grow\n\nprint(grow(int(input())))\n",
    "include/cpp/main.cpp": '#include <iostream>\n#include "factor.h"\nlong grow(long);\nint main() { long n; std::cin >> n; std::cout << grow(n); }\n',
    "include/cpp/factor.h": "#define FACTOR {{factor}}\n",
    "include/default/notes.txt": "nothing\n",
    "submissions/accepted/grow.py": "def grow(n):\n    return n * {{factor}}\n",
    "submissions/accepted/grow.cpp": '#include "factor.h"\nlong grow(long n) { return n * FACTOR; }\n',
    "submissions/wrong_answer/grow/grow.py": "def grow(n):\n    return n\n",
}
ENTRY = {
    "problem.yaml": current(64, "Entry", limit=2),
    "statement/problem.en.md": "Print n.\n",
    **tests("secret", ("2\n", "2\n")),
    "submissions/accepted/two/first.py": "print('wrong one')\n",
    "submissions/accepted/two/second.py": "print(input())\n",
    "submissions/accepted/text.txt": "print(input())\n",
    "submissions/accepted/Prints.java": "class Helper {}\npublic class Prints { public static void main(String[] a) { System.out.println(new java.util.Scanner(System.in).nextInt()); } }\n",
    "submissions/submissions.yaml": "accepted/two: { entrypoint: second.py }\naccepted/text.txt: { language: python3, model_solution: true }\n",
}
SHAPES = {
    "problem.yaml": "name: Shapes\nauthor: Somebody\nsource: Some contest\nsource_url: https://example.org\nkeywords: a b\nunknown_key: 1\n",
    ".timelimit": "1\n",
    ".gitignore": "*\n",
    ".git/config": "",
    "problem_statement/problem.sv.tex": "\\problemname{Former}\n",
    "problem_statement/problem.en.pdf": "%PDF\n",
    "data/secret/._01.in": "rubbish\n",
    "data/secret/.hidden/x.in": "rubbish\n",
    "data/secret/01.in": "2\r\n",
    "data/secret/01.ans": "2\r\n",
    "data/secret/02 two.in": "3\n",
    "data/secret/02 two.ans": "3\n",
    "data/secret/01.png": "",
    "data/secret/testdata.yaml": "",
    "data/README.md": "x\n",
    "attachments/helper.py": "x\n",
    "generators/make.sh": "exit 1\n",
    "partial_solutions/x.py": "x\n",
    "input_validators/numbers.ctd": 'INT(1, 10) REGEX("\\r?") NEWLINE EOF\n',
    "output_validators/.gitkeep": "",
    "submissions/accepted/prints.py": "print(input())\n",
    "submissions/accepted/prints.zzz": "?\n",
    "submissions/accepted/old.py2": "print raw_input()\n",
    "submissions/accepted/old.py": "#!/usr/bin/env python2\nprint raw_input()\n",
    "submissions/accepted/.DS_Store": "x",
    "submissions/slow_accepted/slow.py": "print(input())\n",
    "submissions/wrong_answer/__pycache__/x.pyc": "x",
    "submissions/wrong_answer/two.py": "print(2)\n",
    "submissions/README.md": "x\n",
}
DRAFT = {
    "problem.yaml": "problem_format_version: 2023-07-draft\nname: { en: Draft, de: Entwurf }\nuuid: x\nauthor: Somebody\nkeywords: a b\nlimits: { time_limit: 1.0 }\nvalidator_flags: none\n",
    "statement/problem.en.tex": "\\problemname{Draft}\n",
    **tests("secret/one", ("1\n", "1.0\n")),
    "data/secret/one/testdata.yaml": "output_validator_flags: float_tolerance 0.2\n",
    "submissions/accepted/near.py": "print(1.1)\n",
    "submissions/wrong_answer/far.py": "print(1.3)\n",
}
NO_LIMIT = {
    "problem.yaml": "name: No limit\nlimits: { time_multiplier: 2 }\n",
    "problem_statement/problem.tex": "\\problemname{No limit}\n",
    **tests("secret", ("1\n", "1\n")),
    "submissions/accepted/quick.py": "print(1)\n",
    "submissions/time_limit_exceeded/slow.py": "import time\nend = time.process_time() + 1.7\nwhile time.process_time() < end: pass\nprint(1)\n",
}

PACKAGES = {
    "arguments": ARGUMENTS,
    "files": FILES,
    "added": ADDED,
    "entry": ENTRY,
    "shapes": SHAPES,
    "draft": DRAFT,
    "no-limit": NO_LIMIT,
}
