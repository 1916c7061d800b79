"""Makes the tables of ``judge.py``, as the user it is started as; prints one JSON object.

Arguments: rounds, and the names of the tables wanted (all where empty).
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Awaitable, Callable
from typing import Any

from assay.judge import languages
from assay.judge.model import Comparison, Limits, Program, Task, Test, Verdict
from assay.judge.sandbox.host import INTERPRETER, Keeper
from assay.judge.service import LocalJudge
from assay.judge.signature import Parameter, Signature, Type
from assay.judge.toolchains import view
from bench._judge_costs import stages, throughput
from bench._pairs import Contender, compare, meter
from bench._unprotected import Folder, bubblewrap, dmoj, each_alone

CASES = [(f"{n} {n * n}\n".encode(), f"{n + n * n}\n".encode()) for n in range(100)]
TESTS = [Test(f"{n}", "bench", given, wanted) for n, (given, wanted) in enumerate(CASES)]
PYTHON = "print(sum(map(int, input().split())))\n"
CPP = "#include <iostream>\nint main() { long a, s = 0; while (std::cin >> a) s += a; std::cout << s << '\\n'; }\n"
BITS = (
    "#include <bits/stdc++.h>\nusing namespace std;\nint main() { map<string, vector<int>> m; string w; int n;\n"
    "  while (cin >> w >> n) m[w].push_back(n);\n  for (auto &[k, v] : m) { sort(v.begin(), v.end());\n"
    "    cout << k << ' ' << accumulate(v.begin(), v.end(), 0L) << '\\n'; } }\n"
)
JAVA = (
    "import java.util.*;\npublic class Main { public static void main(String[] a) { Scanner in = new Scanner(System.in);\n"
    "  System.out.println(in.nextLong() + in.nextLong()); } }\n"
)
NODE = (
    "const words = require('fs').readFileSync(0, 'utf8').split(/\\s+/).filter(Boolean).map(Number);\n"
    "console.log(words.reduce((a, b) => a + b, 0));\n"
)
FUNCTION = Signature("total", (Parameter("a", Type("int")), Parameter("b", Type("int"))), Type("int"))
CALLS = [Test(f"{n}", "bench", f"{n}\n{n * n}\n".encode(), f"{n + n * n}".encode()) for n in range(100)]
SLOW_START = 10  # of a run-time that takes long to start, only every tenth bare process is really started
CREATED = 20

Table = Callable[[LocalJudge, Folder, int], Awaitable[dict[str, Any]]]


async def _ours(judge: LocalJudge, program: Program, tests: list[Test], *, quick: bool = False) -> None:
    form = Comparison("json" if program.signature else "tokens")
    result = await judge.judge(Task(program, tests, Limits(), form, quick=quick))
    if result.verdict is not Verdict.AC:
        raise ValueError(
            f"{program.language}: {result.verdict} {result.message} {result.compiler} {result.tests[:1]}"
        )


def _fresh(language: str, source: str, tests: list[Test], judge: LocalJudge, mark: str = "//") -> Any:
    """A text that the judge has not seen, so that it is compiled or checked too."""

    async def run(number: int) -> None:
        await _ours(judge, Program(language, f"{source}{mark} {number}\n"), tests)

    return run


def _kept(language: str, source: str, tests: list[Test], judge: LocalJudge) -> Any:
    async def run(number: int) -> None:
        await _ours(judge, Program(language, source), tests)

    return run


def _blocking(work: Callable[[], None]) -> Any:
    async def run(number: int) -> None:
        work()

    return run


async def _table(title: str, contenders: list[Contender], rounds: int, note: str = "") -> dict[str, Any]:
    rows = await compare(contenders, rounds)
    return {"title": title, "rows": [row.against(rows[0]) for row in rows], "note": note}


async def python(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    file = folder.file("solution.py", PYTHON)
    bare = [INTERPRETER, file]
    wrapped = bubblewrap(file, bare)
    other = dmoj(INTERPRETER)
    contenders = [
        Contender("`python3 FILE` for each, unprotected", _blocking(lambda: each_alone(bare, CASES))),
        Contender(
            "`python3 -I -S FILE` for each, unprotected",
            _blocking(lambda: each_alone([INTERPRETER, "-I", "-S", file], CASES)),
        ),
        Contender("**Assay**, a new text, checked too", _fresh("python", PYTHON, TESTS, judge, "#")),
    ]
    if wrapped is not None:
        contenders.append(Contender("bubblewrap for each", _blocking(lambda: each_alone(wrapped, CASES))))
    if other is not None:
        contenders.append(
            Contender("DMOJ 4.1.0", _blocking(lambda: other.run("python", PYTHON, CASES[:25])), share=0.25)
        )
    try:
        return await _table("100 small tests of one Python solution", contenders, rounds)
    finally:
        if other is not None:
            other.close()


async def cpp(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    source = folder.file("solution.cpp", CPP)
    program = folder.compiled("g++", source, "-O2", "-std=gnu++20")
    wrapped = bubblewrap(program, [program])
    other = dmoj(INTERPRETER)
    contenders = [
        Contender("the program for each, unprotected", _blocking(lambda: each_alone([program], CASES))),
        Contender("**Assay**, compiled before", _kept("cpp", CPP, TESTS, judge)),
    ]
    if wrapped is not None:
        contenders.append(Contender("bubblewrap for each", _blocking(lambda: each_alone(wrapped, CASES))))
    if other is not None:
        contenders.append(
            Contender("DMOJ 4.1.0", _blocking(lambda: other.run("cpp", CPP, CASES[:25])), share=0.25)
        )
    try:
        return await _table("100 small tests of one C++ program", contenders, rounds)
    finally:
        if other is not None:
            other.close()


async def compile(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    source = folder.file("bits.cpp", BITS)
    contenders = [
        Contender("plain `g++ -O2`", _blocking(lambda: _discard(folder, source))),
        Contender("**Assay**, sandbox included", _fresh("cpp", BITS, [], judge)),
    ]
    return await _table("Compiling C++ with bits/stdc++.h", contenders, rounds)


def _discard(folder: Folder, source: str) -> None:
    folder.compiled("g++", source, "-O2", "-std=gnu++20")


async def function(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    source = "def total(a, b):\n    return a + b\n"
    alone = source + "".join(f"assert total({n}, {n * n}) == {n + n * n}\n" for n in range(100))
    bare = [INTERPRETER, "-I", "-S", folder.file("calls.py", alone)]

    async def ours(number: int) -> None:
        await _ours(judge, Program("python", f"{source}# {number}\n", FUNCTION), CALLS, quick=True)

    async def again(number: int) -> None:
        await _ours(judge, Program("python", source, FUNCTION), CALLS, quick=True)

    contenders = [
        Contender(
            "the 100 calls in one `python3 -I -S`, unprotected",
            _blocking(lambda: each_alone(bare, [(b"", b"")])),
        ),
        Contender("**Assay**, Run, a new text, checked too", ours),
        Contender("**Assay**, Run, the same text again", again),
    ]
    note = "The function itself takes a few microseconds, so all of it is beyond the candidate's own time."
    return await _table("A function problem with 100 cases, Run", contenders, 3 * rounds, note)


async def create(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    tier = judge.tier
    keeper = Keeper(9001, view(), tier.parents, tier.isolation)

    def make() -> None:
        for _ in range(CREATED):
            keeper.sandbox({}).close()

    def true() -> None:
        for _ in range(CREATED):
            subprocess.run(["/bin/true"], check=True)

    contenders = [
        Contender('`subprocess.run(["/bin/true"])`', _blocking(true), share=CREATED),
        Contender("**a sandbox, made and ended**", _blocking(make), share=CREATED),
    ]
    try:
        return await _table("Making a sandbox", contenders, 3 * rounds)
    finally:
        keeper.close()


async def java(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    folder.classes(folder.file("Main.java", JAVA))
    bare = ["java", "-cp", str(folder.path), "Main"]
    return await _slow_start("Java", "java", JAVA, bare, judge, rounds)


async def node(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    found = languages.available()["javascript"].toolchain
    program = getattr(found, "placed", None) or shutil.which("node") or "node"
    bare = [program, folder.file("solution.js", NODE)]
    return await _slow_start("JavaScript", "javascript", NODE, bare, judge, rounds)


async def _slow_start(
    name: str, language: str, source: str, bare: list[str], judge: LocalJudge, rounds: int
) -> dict[str, Any]:
    cases = CASES[:: len(CASES) // SLOW_START]
    contenders = [
        Contender(
            "a process for each, unprotected",
            _blocking(lambda: each_alone(bare, cases)),
            share=1 / SLOW_START,
        ),
        Contender("**Assay**, compiled before", _kept(language, source, TESTS, judge)),
    ]
    note = f"{SLOW_START} bare processes were started in each round, and their time taken times {len(CASES) // SLOW_START}."
    return await _table(f"100 small tests of one {name} program", contenders, max(3, rounds // 2), note)


async def submissions(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    made: dict[str, Any] = await throughput(rounds)
    return made


async def time_of_a_submission(judge: LocalJudge, folder: Folder, rounds: int) -> dict[str, Any]:
    made: dict[str, Any] = await stages(judge, rounds)
    return made


TABLES: dict[str, Table] = {
    "python": python,
    "cpp": cpp,
    "compile": compile,
    "function": function,
    "create": create,
    "java": java,
    "node": node,
    "submissions": submissions,
    "stages": time_of_a_submission,
}
NEEDS = {"cpp": "cpp", "compile": "cpp", "java": "java", "node": "javascript"}


async def _prepare(judge: LocalJudge, found: languages.Found) -> None:
    """What a judge makes once in the background, and a submission does not wait for, is there before any round."""
    print(f"preparing {found.spec.name} ...", file=sys.stderr, flush=True)
    for name, trouble in (await asyncio.to_thread(judge.prepared.wait, found)).items():
        if trouble is not None:
            print(f"{found.spec.name} is measured without {name}: {trouble}", file=sys.stderr)


async def main() -> None:
    rounds, only = int(sys.argv[1]), [name for name in sys.argv[2].split(",") if name]
    here = languages.available()
    folder = Folder()
    tables: list[dict[str, Any]] = []
    async with LocalJudge(slots=1) as judge:
        runner = _runner(judge)
        for language in sorted({NEEDS[name] for name in only or TABLES if name in NEEDS} & here.keys()):
            await _prepare(judge, here[language])
        for name, make in TABLES.items():
            if only and name not in only:
                continue
            if NEEDS.get(name, "python") not in here:
                print(f"{name}: not measured, {NEEDS[name]} is not installed here", file=sys.stderr)
                continue
            print(f"{name} ...", file=sys.stderr, flush=True)
            tables.append(await make(judge, folder, rounds))
            print(json.dumps(_found(judge, runner, rounds, tables)), flush=True)
    folder.close()


def _runner(judge: LocalJudge) -> str:
    """In words, with what this user's home now has of what is built once."""
    keeper = Keeper(9002, view(), judge.tier.parents, judge.tier.isolation)
    keeper.close()
    return f"slots of one core each; {keeper.supervisor}; for forks: {keeper.forks}"


def _found(judge: LocalJudge, runner: str, rounds: int, tables: list[dict[str, Any]]) -> dict[str, Any]:
    """All so far."""
    return {
        "user": os.geteuid(),
        "tier": judge.tier.words,
        "runner": runner,
        "rounds": rounds,
        "meter": meter(),
        "python": f"{INTERPRETER} {sys.version.split()[0]}",
        "tables": tables,
    }


if __name__ == "__main__":
    asyncio.run(main())
