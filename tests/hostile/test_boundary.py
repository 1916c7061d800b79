"""Where the judge itself reads, writes, cleans up and calls programs, for one who plants something there."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from assay.judge import languages, toolchains
from assay.judge.hostile import clean
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.sandbox.host import INTERPRETER, Keeper, Run, Step, bare_environment
from assay.judge.service import LocalJudge, find_tier
from tests.hostile.host import host, left_since

_MIB = 1 << 20
OUT = "/tmp/out"


@pytest.fixture
async def judge() -> AsyncIterator[LocalJudge]:
    """With its slot at work already, so that what is left behind can be counted."""
    async with LocalJudge(slots=1) as local:
        assert await clean(local) is None
        yield local


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    tier = find_tier()
    made = Keeper(4711, toolchains.view(), tier.parents, isolation=tier.isolation)
    try:
        yield made
    finally:
        made.close()


def _collect(keeper: Keeper, source: str, **limits: object) -> Run:
    """Runs Python that fills the folder from which the judge takes compiled programs."""
    step = Step(
        argv=(INTERPRETER, "-I", "-S", "-c", f"import os\nos.chdir({OUT!r})\n{source}"),
        environment=bare_environment(),
        cpu_s=5,
        wall_s=15,
        memory_mib=256,
        processes=16,
        output_bytes=_MIB,
        file_bytes=8 * _MIB,
        collect=OUT,
        **limits,  # type: ignore[arg-type]
    )
    with keeper.sandbox({}) as sandbox:
        run = sandbox.run(step)
    assert run.status == 0, run.stderr
    return run


def test_what_is_copied_out_follows_no_link(keeper: Keeper) -> None:
    planted = (
        "for name, target in (('program', '/etc/passwd'), ('up', '..'), ('self', 'self'), ('zero', '/dev/zero'),\n"
        "                     ('input', '/input/stdin'), ('magic', '/proc/1/root/etc/shadow')):\n"
        "    os.symlink(target, name)\n"
        "os.mkfifo('fifo')\n"
        "os.mkdir('folder')\n"
        "open('folder/inside', 'w').write('x')\n"
        "for make in (lambda: os.link('/etc/passwd', 'hard'), lambda: os.mknod('disk', 0o60666, 0x0800)):\n"
        "    try: make()\n"
        "    except OSError: pass\n"
        "import stat\n"
        "os.mknod('socket', stat.S_IFSOCK | 0o777)\n"
        "open('honest', 'w').write('kept')\n"
    )
    assert _collect(keeper, planted).collected == {"honest": b"kept", "folder/inside": b"x"}


def test_the_folder_itself_may_be_a_link(keeper: Keeper) -> None:
    swapped = (
        f"try: os.rename({OUT!r}, '/tmp/other'); os.symlink('/etc', {OUT!r})\n"
        "except PermissionError: pass  # another's folder in a sticky one\n"
    )
    assert "passwd" not in _collect(keeper, swapped).collected


def test_a_file_replaced_while_it_is_copied_out(keeper: Keeper) -> None:
    """A process that outlives the step swaps a file for a link all the time: it has to be gone by then."""
    swapping = (
        "open('a', 'w').write('mine')\n"
        "if os.fork() == 0:\n"
        "    os.setsid()\n"
        "    while True:\n"
        "        try: os.symlink('/etc/passwd', 'b'); os.replace('b', 'a')\n"
        "        except OSError: pass\n"
        "        open('c', 'w').write('mine'); os.replace('c', 'a')\n"
    )
    for _ in range(3):
        assert _collect(keeper, swapping).collected.get("a", b"mine") in (b"mine", b"")


def test_what_is_copied_out_is_bounded(keeper: Keeper) -> None:
    many = "for i in range(3000): open(f'{i}', 'w').write('x')\n"
    assert len(_collect(keeper, many).collected) <= 1024
    large = "for i in range(7): open(f'{i}', 'wb').write(bytes(7 << 20))\n"
    collected = _collect(keeper, large, collect_bytes=16 * _MIB).collected
    assert sum(map(len, collected.values())) <= 16 * _MIB
    sparse = "os.truncate(os.open('s', os.O_CREAT | os.O_RDWR), 8 << 20)\n"
    assert len(_collect(keeper, sparse, collect_bytes=_MIB).collected) == 0


def test_names_copied_out_may_be_any_bytes(keeper: Keeper) -> None:
    """1,000 of the longest names, of which each byte takes six in a JSON message, come out all the same."""
    named = "for i in range(1000): open(bytes([1]) * 245 + b'\\xff%d' % i, 'w').write('x')\n"
    collected = _collect(keeper, named).collected
    assert len(collected) == 1000
    assert set(collected.values()) == {b"x"}
    with keeper.sandbox(collected) as sandbox:
        step = Step(
            (INTERPRETER, "-I", "-S", "-c", "print('in')"), bare_environment(), 5, 15, 256, 16, _MIB, _MIB
        )
        assert sandbox.run(step).stdout == b"in\n"


def test_cleaning_up_follows_no_link(keeper: Keeper, tmp_path: Path) -> None:
    """Links to everything writable that the judge's user has; after the clean-up all of it still stands."""
    victim = tmp_path / "victim"
    victim.mkdir()
    (victim / "file").write_text("precious")
    tmp_path.chmod(0o777)
    victim.chmod(0o777)
    planted = (
        f"for n in range(50): os.symlink({str(victim)!r}, f'/tmp/l{{n}}'); os.symlink({str(victim / 'file')!r}, f'f{{n}}')\n"
        "os.mkdir('/tmp/deep')\n"
        "for _ in range(200): os.mkdir('d'); os.chdir('d')\n"
        "os.symlink('/', 'root')\n"
    )
    before = (victim / "file").stat()
    _collect(keeper, planted)
    after = (victim / "file").stat()
    assert (victim / "file").read_text() == "precious"
    assert (before.st_uid, before.st_mode, before.st_mtime_ns) == (
        after.st_uid,
        after.st_mode,
        after.st_mtime_ns,
    )


BAD_NAMES = (
    "../escaped.py",
    "/tmp/escaped.py",
    "a/../../escaped.py",
    "folder/inside.py",
    "",
    ".",
    "..",
    "zero\0byte.py",
    "x" * 300 + ".py",
)


async def _judged(judge: LocalJudge, program: Program) -> Result:
    return await judge.judge(Task(program, [Test("one", "hostile", b"", b"7")], Limits(), Comparison()))


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
async def test_names_of_further_files_stay_in_the_folder(judge: LocalJudge, name: str) -> None:
    """Rejected in words before anything is written, or (where it is harmless) put into the folder."""
    before = host()
    program = Program("python", "print(7)\n", more={name: b"print('LEAK')\n"})
    try:
        result = await _judged(judge, program)
    except ValueError:
        return
    assert result.verdict is not Verdict.JE, result.message
    assert b"LEAK" not in b"".join(test.stdout + test.stderr for test in result.tests)
    assert await clean(judge) is None
    assert left_since(before) == []


OPTION_NAMES = (
    "-fplugin=x.so.c",
    "-o.c",
    "--version.c",
    "@options.c",
    "$(touch pwned).c",
    "; touch pwned;.c",
    "`touch pwned`.c",
    "a b.c",
    "'quoted\".c",
    "line\nbreak.c",
    "*.c",
)


@pytest.mark.parametrize("name", OPTION_NAMES, ids=ascii)
async def test_names_are_no_options_and_no_shell_words(judge: LocalJudge, name: str) -> None:
    """The compiler gets a file of that name, or the name is refused: never an option, never a shell's word."""
    if "c" not in languages.available():
        pytest.skip("C is not installed here")
    source = '#include <stdio.h>\nint other(void);\nint main(void) { printf("%d\\n", other()); return 0; }\n'
    program = Program(
        "c", source, more={name: b"int other(void) { return 7; }\n", "options": b"--version"}, main="main.c"
    )
    try:
        result = await _judged(judge, program)
    except ValueError:
        return
    assert result.verdict in (Verdict.AC, Verdict.CE), result.message
    assert "Free Software Foundation" not in result.compiler
    assert "pwned" not in result.compiler or "touch pwned" in result.compiler


@pytest.mark.parametrize("name", ["-c", "-m.py", "-.py", "--help.py", "-Wd.py"], ids=ascii)
async def test_the_main_file_is_no_option(judge: LocalJudge, name: str) -> None:
    try:
        result = await _judged(
            judge, Program("python", "print(7)\n", main=name, more={"helper.py": b"x = 1\n"})
        )
    except ValueError:
        return
    assert result.verdict is Verdict.AC, (result.message, result.compiler)


async def test_arguments_of_a_test_are_no_options_of_the_run_time(judge: LocalJudge) -> None:
    source = "import sys\nprint(7 if sys.argv[1:] == ['-c', '--help', '$(id)', '-'] else sys.argv)\n"
    test = Test("one", "hostile", b"", b"7", arguments=("-c", "--help", "$(id)", "-"))
    result = await judge.judge(Task(Program("python", source), [test], Limits(), Comparison()))
    assert result.verdict is Verdict.AC, result.tests


async def test_a_class_name_is_no_path(judge: LocalJudge) -> None:
    if "java" not in languages.available():
        pytest.skip("Java is not installed here")
    source = (
        "// public class ../../../tmp/Evil\n/* public class -J-version */\n"
        "public class Main { public static void main(String[] a) { System.out.println(7); } }\n"
    )
    assert (await _judged(judge, Program("java", source))).verdict in (Verdict.AC, Verdict.CE)
