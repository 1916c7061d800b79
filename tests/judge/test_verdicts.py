"""Every verdict in every language, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assay.judge.languages import available
from assay.judge.model import KEPT, Limits, Verdict
from tests.judge.conftest import Ask

AC, WA, TLE, MLE, OLE, RTE, CE = (Verdict(name) for name in ("AC", "WA", "TLE", "MLE", "OLE", "RTE", "CE"))
SMALL = Limits(cpu_s=1.0, memory_mib=64, output_mib=1)

DOUBLE = {
    "python": "print(int(input()) * 2)\n",
    "javascript": 'console.log(+require("fs").readFileSync(0, "utf8") * 2);\n',
    "typescript": 'import { readFileSync } from "node:fs";\n'
    'const n: number = +readFileSync("/dev/stdin", "utf8");\nconsole.log(n * 2);\n',
    "java": "import java.util.*;\npublic class Main { public static void main(String[] a) {\n"
    "System.out.println(new Scanner(System.in).nextInt() * 2); } }\n",
    "c": '#include <stdio.h>\nint main(void) { int n; scanf("%d", &n); printf("%d\\n", 2 * n); }\n',
    "cpp": '#include <iostream>\nint main() { int n; std::cin >> n; std::cout << 2 * n << "\\n"; }\n',
}
SPIN = {
    "python": "while True: pass\n",
    "javascript": "for (;;) {}\n",
    "typescript": "let n: number = 0;\nfor (;;) n++;\n",
    "java": "public class Main { static volatile int n; public static void main(String[] a) { for (;;) n++; } }\n",
    "c": "int main(void) { for (volatile int i = 0;; i++) {} }\n",
    "cpp": "int main() { for (volatile int i = 0;; i = i + 1) {} }\n",
}
CRASH = {
    "python": ("raise ValueError('no')\n", "exit status 1", 'File "solution.py", line 1'),
    "javascript": ("throw new Error('no');\n", "exit status 1", "solution.js:1"),
    "typescript": ("const n: number = 1;\nthrow new Error('no');\n", "exit status 1", "solution.ts:2"),
    "java": (
        "public class Main { public static void main(String[] a) {\nthrow new RuntimeException(); } }\n",
        "exit status 1",
        "at Main.main(Main.java:2)",
    ),
    "c": ("#include <stdlib.h>\nint main(void) { abort(); }\n", "killed by SIGABRT", ""),
    "cpp": ("int main() { throw 1; }\n", "killed by SIGABRT", "terminate called"),
}
GREEDY = {
    "python": "x = [bytearray(1 << 20) for _ in range(400)]\n",
    "javascript": "const x = []; for (let i = 0; i < 400; i++) x.push(Buffer.alloc(1 << 20, 1));\n",
    "typescript": "const x: number[][] = []; for (;;) x.push(new Array(100000).fill(1));\n",
    "java": "public class Main { public static void main(String[] a) { byte[][] x = new byte[400][];\n"
    "for (int i = 0; i < 400; i++) x[i] = new byte[1 << 20]; System.out.println(x.length); } }\n",
    "c": "#include <stdlib.h>\n#include <string.h>\nint main(void) { for (int i = 0; i < 400; i++) {\n"
    "char *p = malloc(1 << 20); if (!p) abort(); memset(p, i, 1 << 20); } }\n",
    "cpp": "#include <vector>\nint main() { std::vector<std::vector<char>> x;\n"
    "for (int i = 0; i < 400; i++) x.emplace_back(1 << 20, 'x'); return x[7][7] - 'x'; }\n",
}
BROKEN = {
    "python": ("x = 1\ndef f(:\n", 'File "solution.py", line 2'),
    "javascript": ("let a = 1;\nlet b = ;\n", "solution.js:2"),
    "typescript": ("let a: number = 1;\nlet b: = ;\n", "solution.ts:2"),
    "java": ("public class Main {\nint f( }\n", "Main.java:2: error"),
    "c": ("int main(void) {\nreturn x; }\n", "solution.c:2:8: error"),
    "cpp": ("int main() {\nreturn x; }\n", "solution.cpp:2:8: error"),
}


def test_the_common_languages_are_here() -> None:
    """So that none of them goes untested; of the others see test_languages.py."""
    assert set(DOUBLE) <= set(available())


@pytest.mark.parametrize("language", DOUBLE)
async def test_accepted_and_wrong(ask: Ask, language: str) -> None:
    result = await ask(language, DOUBLE[language], (b"21\n", b"42\n"), (b"21\n", b"41\n"), (b"-4\n", None))
    assert [test.verdict for test in result.tests] == [AC, WA, AC]
    assert result.verdict is WA
    assert result.tests[1].difference == "line 1: expected 41, got 42"
    assert result.tests[2].stdout.strip() == b"-8"
    assert all(test.exit is None and test.cpu_s > 0 and test.wall_s > 0 for test in result.tests)
    assert result.environment["language"] == available()[language].version
    assert "namespaces" in result.environment["tier"]


@pytest.mark.parametrize("language", SPIN)
async def test_too_slow(ask: Ask, language: str) -> None:
    result = await ask(language, SPIN[language], (b"", b""), limits=replace(SMALL, cpu_s=0.4))
    assert result.verdict is TLE
    ended = result.tests[0].exit
    assert ended is not None
    assert ended.startswith(("more than ", "not ended after "))


@pytest.mark.parametrize("language", CRASH)
async def test_crash(ask: Ask, language: str) -> None:
    source, ended, says = CRASH[language]
    result = await ask(language, source, (b"", b""))
    assert (result.verdict, result.tests[0].exit) == (RTE, ended)
    stderr = result.tests[0].stderr.decode()
    assert says in stderr
    assert "/box" not in stderr


@pytest.mark.parametrize("language", GREEDY)
async def test_too_much_memory(ask: Ask, language: str) -> None:
    result = await ask(language, GREEDY[language], (b"", b""), limits=replace(SMALL, cpu_s=8))
    assert (result.verdict, result.tests[0].exit) == (MLE, "more than 64 MiB of memory")


@pytest.mark.parametrize("language", BROKEN)
async def test_does_not_compile(ask: Ask, language: str) -> None:
    source, says = BROKEN[language]
    result = await ask(language, source, (b"", b""))
    assert result.verdict is CE
    assert result.tests == ()
    assert result.message == "it does not compile"
    assert says in result.compiler
    assert "/box" not in result.compiler


@pytest.mark.parametrize("language", ["python", "javascript", "java", "c"])
async def test_a_byte_order_mark_does_no_harm(ask: Ask, language: str) -> None:
    assert (await ask(language, "\ufeff" + DOUBLE[language], (b"21\n", b"42\n"))).verdict is AC


async def test_too_much_output(ask: Ask) -> None:
    most = 1 << 20
    source = f"import sys\nsys.stdout.write('x' * {most})\n"
    assert (await ask("python", source, (b"", None), limits=SMALL)).verdict is AC
    over = await ask("python", f"{source}sys.stdout.write('x')\n", (b"", None), limits=SMALL)
    assert (over.verdict, over.tests[0].exit) == (OLE, "more than 1 MiB of output")
    assert len(over.tests[0].stdout) == KEPT


@pytest.mark.parametrize(
    ("source", "verdict"),
    [
        ("import os\nwhile True: os.write(1, b'x' * 65536)\n", TLE),
        ("print('x' * (3 << 20))\n", OLE),
        ("print('x' * (3 << 20), flush=True)\nraise SystemExit(3)\n", OLE),
        ("print('x' * (3 << 20), flush=True)\nwhile True: pass\n", TLE),
        ("print('x' * (3 << 20), flush=True)\nheld = bytearray(1 << 30)\n", MLE),
        ("import sys\nsys.stderr.write('x' * (3 << 20))\n", OLE),
    ],
    ids=["endless", "it ends", "it fails", "it spins", "memory", "errors"],
)
async def test_output_that_is_drained(ask: Ask, source: str, verdict: Verdict) -> None:
    """Whoever may write on to nobody is judged by how it ends; what is kept is no more than otherwise."""
    limits = replace(SMALL, cpu_s=0.3, output_drained=True)
    result = await ask("python", source, (b"", b"1"), (b"", b"1"), limits=limits)
    assert {test.verdict for test in result.tests} == {verdict}
    assert all(len(test.stdout) <= KEPT for test in result.tests)
    after = await ask("python", "print(1)\n", (b"", b"1"), limits=limits)
    assert after.verdict is AC


async def test_a_program_that_is_larger_than_usual(ask: Ask) -> None:
    """It compiles where that may take so much, and then is a program like any other; after it, all is as before."""
    if "cpp" not in available():
        pytest.skip("cpp is not installed here")
    source = '#include <cstdio>\nchar held[72 << 20] = {1};\nint main() { std::puts(held[0] ? "1" : "0"); }\n'
    wide = replace(SMALL, memory_mib=256, compilation_mib=512)
    usual = replace(wide, compilation_mib=None)
    assert (await ask("cpp", source, (b"", b"1"), limits=usual)).verdict is CE
    larger = await ask("cpp", source, (b"", b"1"), (b"", b"2"), limits=wide)
    assert [test.verdict for test in larger.tests] == [AC, WA], larger
    assert (await ask("cpp", source, (b"", b"1"), limits=usual)).verdict is CE
    assert (await ask("cpp", DOUBLE["cpp"], (b"2", b"4"), limits=wide)).verdict is AC
    wrong = await ask("cpp", "int main() { return x; }\n", (b"", b""), limits=wide)
    assert (wrong.verdict, wrong.message) == (CE, "it does not compile")


async def test_the_order_of_verdicts(ask: Ask) -> None:
    """Too slow comes before too much output, a crash before a wrong answer."""
    flood = "import sys, os\ntry:\n    while True: os.write(1, b'x' * 65536)\nexcept OSError:\n    while True: pass\n"
    assert (await ask("python", flood, (b"", b""), limits=replace(SMALL, cpu_s=0.3))).verdict is TLE
    assert (await ask("python", "print(1)\nraise SystemExit(3)\n", (b"", b"2"))).verdict is RTE


async def test_a_program_that_computes_little_and_waits(ask: Ask) -> None:
    result = await ask(
        "python", "import time\ntime.sleep(99)\n", (b"", b""), limits=replace(SMALL, cpu_s=0.2)
    )
    assert result.verdict is TLE
    assert result.tests[0].exit is not None
    assert result.tests[0].exit.startswith("not ended after 1.2 s")


async def test_java_main_class_of_any_name(ask: Ask) -> None:
    body = "{ public static void main(String[] a) { System.out.println(new Helper().x); } }\nclass Helper { int x = 4; }\n"
    for head in ("public class CartTotal ", "class Anything ", "public final class Main "):
        assert (await ask("java", head + body, (b"", b"4"))).verdict is AC


async def test_javascript_as_module_and_as_script(ask: Ask) -> None:
    module = 'import { readFileSync } from "fs";\nconsole.log(readFileSync("/dev/stdin", "utf8").trim());\n'
    stream = "let all = '';\nprocess.stdin.on('data', (x) => (all += x));\nprocess.stdin.on('end', () => console.log(all));\n"
    lines = (
        'require("readline").createInterface({ input: process.stdin }).on("line", (x) => console.log(x));\n'
    )
    for source in (module, stream, lines):
        result = await ask("javascript", source, (b"seven\n", b"seven"))
        assert (result.verdict, result.tests[0].stderr) == (AC, b"")


async def test_typescript_enums_and_namespaces(ask: Ask) -> None:
    source = "enum Colour { Red = 3, Green }\nclass A { constructor(public n: number) {} }\nconsole.log(Colour.Green + new A(3).n);\n"
    assert (await ask("typescript", source, (b"", b"7"))).verdict is AC


async def test_python_runs_without_the_judges_packages(ask: Ask) -> None:
    result = await ask("python", "import pydantic\n", (b"", b""))
    assert result.verdict is RTE
    assert b"No module named 'pydantic'" in result.tests[0].stderr
