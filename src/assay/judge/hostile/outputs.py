"""Outputs as weapons: against what compares, keeps and shows them."""

from __future__ import annotations

from assay.judge.hostile.attack import Attack, one_of
from assay.judge.model import Verdict

WA, RTE = Verdict.WA, Verdict.RTE


def _returned(expression: str) -> str:
    """A function problem whose answer is written by hand."""
    return f"import os\ndef answer(mode):\n    os.write(3, {expression})\n    os._exit(0)\n"


OUTPUTS: tuple[Attack, ...] = (
    Attack(
        "bytes that are no text",
        (51,),
        one_of(WA),
        "import sys\nsys.stdout.buffer.write(b'\\0\\xff\\xfe\\x1b[2J<script>\\xed\\xa0\\x80')\n",
        answer=b"7",
    ),
    Attack(
        "an answer that is no text",
        (51,),
        one_of(WA),
        _returned("b'\"\\\\ud800\\xff\\0\\x1b[2J<script>\"'"),
        function=True,
        answer=b'"x"',
    ),
    Attack("the answer among spaces of another script", (51,), one_of(WA), "print('\\u0667\\u200b7')\n", answer=b"7"),
    Attack("a number of a million digits", (52,), one_of(WA), "print('9' * 1_000_000)\n", answer=b"7"),
    Attack("a number beyond all floats", (52,), one_of(WA), "print('1e999999')\n", answer=b"7"),
    Attack("no number", (52,), one_of(WA), "print('nan inf -inf infinity 0x7 7_0 ７'.split()[int(input())])\n",
           inputs=tuple(str(n).encode() for n in range(7)), answer=b"7"),
    Attack("a million tokens", (52,), one_of(WA), "print('7 ' * 500_000)\n", answer=b"7"),
    Attack("one line without end", (52,), one_of(WA), "print('7' + ' ' * 1_000_000 + '8')\n", answer=b"7"),
    Attack("nested without end", (52,), one_of(WA), _returned("b'[' * 500_000"), function=True, answer=b"7"),
    Attack(
        "nested and closed",
        (52,),
        one_of(WA),
        _returned("b'[' * 400_000 + b']' * 400_000"),
        function=True,
        answer=b"7",
    ),
    Attack("a million digits as an answer", (52,), one_of(WA), _returned("b'9' * 900_000"), function=True, answer=b"7"),
    Attack("a fraction of a million digits", (52,), one_of(WA), _returned("b'0.' + b'9' * 900_000"), function=True, answer=b"7"),
    Attack("an exponent of many digits", (52,), one_of(WA), _returned("b'1e' + b'9' * 5_000"), function=True, answer=b"7"),
    Attack("no number as an answer", (52,), one_of(WA), _returned("b'NaN'"), function=True, answer=b"7"),
    Attack(
        "one key many times",
        (52,),
        one_of(WA),
        _returned("b'{' + b'\"a\": 1, ' * 90_000 + b'\"a\": 7}'"),
        function=True,
        answer=b'{"a": 8}',
    ),
    Attack(
        "a list that matches in many ways",
        (52, 60),
        one_of(WA),
        _returned("b'[' + b','.join([b'[1,2]'] * 90_000) + b']'"),
        function=True,
        answer=b"[" + b",".join([b"[1,2]"] * 2_000) + b"]",
    ),
)  # fmt: skip
