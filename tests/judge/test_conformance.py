"""One suite that the drivers of all languages pass: types, nodes, classes, faults, sizes."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assay.judge import drivers
from assay.judge.languages import LANGUAGES, available
from assay.judge.model import Limits, Verdict
from assay.judge.signature import Parameter, Signature, Type, parse_type
from assay.judge.starters import starter
from tests.judge import conformance
from tests.judge.conformance_faults import FAULTS, MADE
from tests.judge.conformance_programs import PROGRAMS
from tests.judge.conftest import Ask

FUNCTIONS = [spec.id for spec in LANGUAGES.values() if "function" in spec.modes]
SLOW = frozenset({"cpp", "kotlin", "scala", "rust", "csharp", "haskell", "ocaml", "elixir"})
LEAST = 18
"""So many languages offer function problems at least."""


def each_language(*without: str) -> pytest.MarkDecorator:
    chosen = [language for language in FUNCTIONS if language not in without]
    return pytest.mark.parametrize(
        "language",
        [pytest.param(each, marks=[pytest.mark.slow] if each in SLOW else []) for each in chosen],
    )


@pytest.fixture(autouse=True)
def _installed(request: pytest.FixtureRequest) -> None:
    calls = getattr(request.node, "callspec", None)
    language = calls.params.get("language") if calls is not None else None
    if language is not None and language not in available():
        pytest.skip(f"{LANGUAGES[language].name} is not installed: {LANGUAGES[language].install.words}")


def test_many_languages_offer_functions() -> None:
    assert len(FUNCTIONS) >= LEAST
    assert set(FUNCTIONS) == set(drivers.STARTERS) == set(PROGRAMS) == set(FAULTS)


@each_language()
async def test_every_type_goes_in_and_comes_out(ask: Ask, language: str) -> None:
    """Through one class with a method per type: the table's values, random ones, half a surrogate pair (which
    stays where strings are UTF-16 and in Python, and is replaced elsewhere), a million numbers."""
    cases = [conformance.table(), *(conformance.generated(20, seed) for seed in range(3))]
    cases += [conformance.lone(kept=language in conformance.HOLDS_LONE), conformance.million()]
    limits = Limits(cpu_s=6, memory_mib=512, output_mib=16)
    source = conformance.echo_source(language)
    result = await ask(language, source, *cases, signature=conformance.ECHO, limits=limits)
    assert result.verdict is Verdict.AC, (result.message, result.compiler, _wrong(result.tests))


@each_language()
async def test_a_function_uses_trees_and_linked_lists(ask: Ask, language: str) -> None:
    result = await ask(
        language, PROGRAMS[language]["mirror"], *conformance.MIRROR_CASES, signature=conformance.MIRROR
    )
    assert result.verdict is Verdict.AC, (result.message, result.compiler, _wrong(result.tests))
    # What is printed goes its own way.
    assert [test.stderr for test in result.tests] == [b"mirroring\n"] * 3
    assert [json.loads(test.stdout) for test in result.tests] == [
        json.loads(answer) for _, answer in conformance.MIRROR_CASES
    ]


@each_language()
async def test_a_class_keeps_its_state_from_call_to_call(ask: Ask, language: str) -> None:
    source = PROGRAMS[language]["counter"]
    result = await ask(language, source, conformance.COUNTER_CASE, signature=conformance.COUNTER)
    assert result.verdict is Verdict.AC, (result.message, result.compiler, _wrong(result.tests))


@each_language()
async def test_a_fault_shows_the_candidates_own_lines(ask: Ask, language: str) -> None:
    source, says = FAULTS[language]["boom"]
    result = await ask(language, source, (b"", b"[]"), signature=MADE)
    assert result.verdict is Verdict.RTE, (result.message, result.compiler, _wrong(result.tests))
    stderr = result.tests[0].stderr.decode()
    assert says in stderr
    assert not any(word in stderr.lower() for word in ("driver", "/box", "assay", "core.js")), stderr


@each_language()
async def test_a_function_that_is_missing_is_named(ask: Ask, language: str) -> None:
    source, says = FAULTS[language]["other"]
    result = await ask(language, source, (b"", b"[]"), signature=MADE)
    assert result.verdict in (Verdict.RTE, Verdict.CE)
    said = result.compiler or result.tests[0].stderr.decode()
    assert says in said, said
    assert "/box" not in said


@each_language()
async def test_a_result_of_another_type_is_told(ask: Ask, language: str) -> None:
    source, says = FAULTS[language]["wrong type"]
    result = await ask(language, source, (b"", b"[]"), signature=MADE)
    assert result.verdict in (Verdict.RTE, Verdict.CE)
    said = result.compiler or result.tests[0].stderr.decode()
    assert says in said, said


@each_language()
async def test_the_starter_compiles_whatever_the_names(ask: Ask, language: str) -> None:
    """It ends with an error of its own or with no answer worth its name."""
    result = await ask(
        language, starter(language, conformance.PLAN), conformance.PLAN_CASE, signature=conformance.PLAN
    )
    assert result.verdict in (Verdict.WA, Verdict.RTE), (result.message, result.compiler)


def _wrong(tests: Any) -> list[tuple[str, Any, Any, bytes]]:
    return [(t.name, t.difference, t.exit, t.stderr[:2000]) for t in tests if t.verdict is not Verdict.AC]


# Random types and values, through the Python driver in this process.


def _kinds() -> st.SearchStrategy[Type]:
    scalars = st.sampled_from(["int", "long", "integer", "float", "bool", "string"]).map(Type)

    def wrapped(inner: st.SearchStrategy[Type]) -> st.SearchStrategy[Type]:
        return st.builds(Type, st.sampled_from(["list", "map", "optional", "linked", "tree"]), inner)

    return st.recursive(scalars, wrapped, max_leaves=4).filter(_parses)


def _parses(kind: Type) -> bool:
    try:
        return parse_type(str(kind)) == kind and bool(_echo_of(kind))
    except ValueError:
        return False


def _echo_of(kind: Type) -> Signature:
    return Signature("echo_it", (Parameter("value", kind),), kind)


@pytest.fixture(scope="module")
def driver() -> ModuleType:
    found = importlib.util.spec_from_file_location(
        "assay_tried_driver", Path(drivers.__file__).with_name("driver.py")
    )
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


@settings(max_examples=150, deadline=None)
@given(kind=_kinds(), seed=st.integers(0, 2**32))
def test_any_value_of_any_type_comes_back(
    driver: ModuleType, tmp_path_factory: pytest.TempPathFactory, kind: Type, seed: int
) -> None:
    folder = tmp_path_factory.mktemp("echo")
    for name, content in drivers.python(_echo_of(kind)).items():
        (folder / name).write_bytes(content)
    (folder / "solution.py").write_text("def echo_it(value):\n    return value\n")
    value = conformance.made(random.Random(seed), kind)
    code, signature = driver.load(str(folder))
    assert json.loads(driver.answered(code, signature, json.dumps(value).encode() + b"\n")) == value
