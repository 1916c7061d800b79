"""Every language that is here does what programs do: reads, writes, fails to compile, crashes, never ends.

The programs are in ``languages/``, one file for each language.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from assay.judge.languages import LANGUAGES, available
from assay.judge.model import Limits, Verdict
from assay.judge.starters import starter
from tests.judge.conftest import Ask

PROGRAMS: dict[str, dict[str, Any]] = {
    file.stem: tomllib.loads(file.read_text(encoding="utf-8"))
    for file in sorted((Path(__file__).parent / "languages").glob("*.toml"))
}
LINES = "Grüße, 世界 🦊\nsecond line\n\n  last, without an end".encode()
NUMBERED = "1: Grüße, 世界 🦊\n2: second line\n3:\n4:   last, without an end\n".encode()
NUMBERS, SUM = b"3 10000000000\n1 -7 40 5 2", b"10000000044\n"
SMALL = Limits(cpu_s=2.0, memory_mib=64, output_mib=1)


def needed(language: str) -> None:
    if language not in available():
        pytest.skip(f"{LANGUAGES[language].name} is not here: {LANGUAGES[language].install}")


def source(language: str, program: str) -> str:
    text: str = PROGRAMS[language][program]["source"]
    return text


def test_every_language_has_its_programs() -> None:
    assert set(PROGRAMS) == set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_hello(ask: Ask, language: str) -> None:
    needed(language)
    spec = LANGUAGES[language]
    given, answer = spec.hello_input.replace("Zoë", "Zoë 🦊"), "Hello, Zoë 🦊!"
    result = await ask(language, spec.hello, (given.encode(), answer.encode()))
    assert (result.verdict, result.compiler) == (Verdict.AC, ""), (
        result.message,
        result.compiler,
        result.tests,
    )
    assert result.tests[0].stderr == b""
    assert result.environment["language"] == available()[language].version


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_starter_compiles_and_ends_well(ask: Ask, language: str) -> None:
    needed(language)
    given = b"" if LANGUAGES[language].by_name_only else b"a line\n"
    result = await ask(language, starter(language, None), (given, b""))
    assert result.verdict is Verdict.AC, (result.message, result.compiler, result.tests)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_lines_of_any_characters(ask: Ask, language: str) -> None:
    needed(language)
    program = PROGRAMS[language]["numbered"]
    given, answer = program.get("input", LINES.decode()), program.get("answer", NUMBERED.decode())
    result = await ask(language, program["source"], (given.encode(), answer.encode()))
    assert result.verdict is Verdict.AC, (result.message, result.compiler, result.tests)
    assert result.tests[0].stderr == b""


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_sum_of_numbers(ask: Ask, language: str) -> None:
    needed(language)
    given, wrong = (
        PROGRAMS[language]["sum"].get("input", NUMBERS.decode()).encode(),
        SUM.replace(b"44", b"43"),
    )
    result = await ask(language, source(language, "sum"), (given, SUM), (given + b"\n", wrong))
    assert [test.verdict for test in result.tests] == [Verdict.AC, Verdict.WA], (
        result.compiler,
        result.tests,
    )


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_does_not_compile_says_where(ask: Ask, language: str) -> None:
    needed(language)
    broken = PROGRAMS[language]["broken"]
    result = await ask(language, broken["source"], (b"", b""))
    assert (result.verdict, result.tests) == (Verdict.CE, ()), (result.message, result.compiler)
    assert result.message == "it does not compile"
    assert broken["at"] in result.compiler
    assert "/box" not in result.compiler
    assert "/tmp/" not in result.compiler


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_crash_says_where(ask: Ask, language: str) -> None:
    needed(language)
    crash = PROGRAMS[language]["crash"]
    result = await ask(language, crash["source"], (b"", b""))
    assert result.verdict is Verdict.RTE, (result.message, result.compiler, result.tests)
    assert result.tests[0].exit == crash["ended"]
    stderr = result.tests[0].stderr.decode()
    assert crash.get("says", "") in stderr
    assert "/box" not in stderr


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_never_ends(ask: Ask, language: str) -> None:
    needed(language)
    limits = Limits(cpu_s=0.4, memory_mib=64)
    result = await ask(language, source(language, "spin"), (b"", b""), limits=limits)
    assert result.verdict is Verdict.TLE, (result.message, result.compiler, result.tests)


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
async def test_too_much_memory(ask: Ask, language: str) -> None:
    needed(language)
    limits = Limits(cpu_s=10, memory_mib=64)
    result = await ask(language, source(language, "greedy"), (b"", b""), limits=limits)
    assert result.verdict is Verdict.MLE, (result.message, result.compiler, result.tests)
