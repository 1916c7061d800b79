"""Packages that run a submission several times: encode and decode, also while it talks."""

from __future__ import annotations

from tests.bank.icpc import current, tests

_CODE = """\
import os
import sys

given, answer, feedback = sys.argv[1:4]
with open(given) as file:
    mode, word = file.read().split()
output = sys.stdin.read().split()
with open(feedback + "judgemessage.txt", "a") as file:
    file.write(f"pass {mode}: {output}\\n")
if mode == "encode":
    if len(output) != 1 or set(output[0]) - set("01"):
        sys.exit(43)
    with open(feedback + "word", "w") as file:
        file.write(word)
    with open(feedback + "nextpass.in", "w") as file:
        file.write(f"decode {output[0]}\\n")
    sys.exit(42)
with open(feedback + "word") as file:
    sys.exit(42 if output == [file.read()] else 43)
"""
_BITS = """\
mode, word = input().split()
if mode == "encode":
    print("".join(f"{ord(letter):08b}" for letter in word))
else:
    print("".join(chr(int(word[at : at + 8], 2)) for at in range(0, len(word), 8)))
"""
SECRET_CODE = {
    "problem.yaml": current(41, "Secret code", "type: multi-pass\n"),
    "statement/problem.en.md": "Encode a word in bits; decode it later.\n",
    **tests("sample", ("encode ab\n", "\n")),
    **tests("secret", ("encode hello\n", "\n"), ("encode z\n", "\n")),
    "data/sample/01.interaction": "< encode ab\n> 0110000101100010\n---\n< decode 0110000101100010\n> ab\n",
    "output_validator/code.py": _CODE,
    "submissions/accepted/bits.py": _BITS,
    "submissions/wrong_answer/one_way.py": _BITS.replace("chr(int(word[at : at + 8], 2))", "'b'"),
    "submissions/wrong_answer/text.py": "print(input().split()[1])\n",
    "submissions/run_time_error/second_pass.py": _BITS.replace("chr(", "ord("),
    "submissions/time_limit_exceeded/second_pass.py": _BITS.replace(
        "else:\n", "else:\n    while True: pass\n"
    ),
    "submissions/wrong_answer/keeps_a_file.py": """\
import os
mode, word = input().split()
if os.path.exists("/tmp/kept"):
    print(open("/tmp/kept").read())
else:
    open("/tmp/kept", "w").write(word)
    print("0")
""",
    "submissions/submissions.yaml": "accepted/*: { message: 'pass decode' }\n",
}

_RELAY = """\
import sys

given, answer, feedback = sys.argv[1:4]
with open(given) as file:
    mode, *numbers = file.read().split()
print(mode, flush=True)
if mode == "hide":
    for number in numbers:
        print(number, flush=True)
        hint = sys.stdin.readline().strip()
        if hint not in ("0", "1"):
            sys.exit(43)
        with open(feedback + "hints", "a") as file:
            file.write(hint)
    with open(feedback + "hints") as file, open(feedback + "nextpass.in", "w") as further:
        further.write("seek " + " ".join(file.read()) + "\\n")
    with open(feedback + "numbers", "w") as file:
        file.write(" ".join(numbers))
    sys.exit(42)
with open(feedback + "numbers") as file:
    wanted = file.read().split()
for hint, number in zip(numbers, wanted, strict=True):
    print(hint, flush=True)
    if sys.stdin.readline().strip() != str(int(number) % 2):
        sys.exit(43)
sys.exit(42)
"""
RELAY = {
    "problem.yaml": current(42, "Relay", "type: [interactive, multi-pass]\n").replace(
        "time_limit: 1", "time_limit: 1, validation_passes: 2, validation_time: 5"
    ),
    "statement/problem.en.md": "Hint at numbers, and say later whether they were odd.\n",
    **tests("sample", ("hide 1 2\n", "\n")),
    **tests("secret", ("hide 5 8 13 21\n", "\n")),
    "output_validator/relay.py": _RELAY,
    "submissions/accepted/parity.py": """\
import sys
mode = input()
for line in sys.stdin:
    print(int(line) % 2, flush=True)
""",
    "submissions/wrong_answer/zero.py": """\
import sys
input()
for line in sys.stdin:
    print(0, flush=True)
""",
    "submissions/wrong_answer/big.py": "import sys\nfor line in sys.stdin:\n    print(7, flush=True)\n",
    "submissions/run_time_error/seek.py": """\
import sys
assert input() == "hide"
for line in sys.stdin:
    print(int(line) % 2, flush=True)
""",
}

PACKAGES = {"secret-code": SECRET_CODE, "relay": RELAY}

BAD = {
    "another pass after the last": (
        "secret-code",
        {
            "output_validator/code.py": "import sys\nopen(sys.argv[3] + 'nextpass.in', 'w').write('encode a')\nsys.exit(42)\n"
        },
        "asks for another pass",
    ),
    "another pass after a rejection": (
        "secret-code",
        {
            "output_validator/code.py": "import sys\nopen(sys.argv[3] + 'nextpass.in', 'w').write('encode a')\nsys.exit(43)\n"
        },
        "without having accepted",
    ),
    "exit 0": (
        "secret-code",
        {"output_validator/code.py": "import sys\nsys.exit(0)\n"},
        "exit status 0, not with 42",
    ),
    "exit 1": (
        "secret-code",
        {"output_validator/code.py": "1 / 0\n"},
        "exit status 1, not with 42 (right) or 43 (wrong): ZeroDivisionError",
    ),
    "killed": (
        "secret-code",
        {"output_validator/code.py": "import os\nos.kill(os.getpid(), 9)\n"},
        "it was killed by SIGKILL",
    ),
    "does not compile": (
        "secret-code",
        {"output_validator/code.py": "(\n"},
        "the problem's validator cannot be used",
    ),
    "an interactor that fails": (
        "relay",
        {"output_validator/relay.py": "raise SystemExit(5)\n"},
        "exit status 5",
    ),
}
"""Validators that do wrong: (package, changes, what is said)."""
