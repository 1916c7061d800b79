"""Every hostile program is contained, gets its verdict, and leaves nothing behind."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from assay.judge.hostile import BEHAVIOURS, CORPUS, Attack, launch
from assay.judge.languages import available
from assay.judge.service import LocalJudge
from tests.hostile.host import host, left_since

HERE = Path(__file__).parent
# Behaviours that no program of the corpus can show alone, and the tests that do.
ELSEWHERE: dict[int, tuple[str, str]] = {
    40: ("test_boundary.py", "test_what_is_copied_out_follows_no_link"),
    41: ("test_boundary.py", "test_cleaning_up_follows_no_link"),
    42: ("test_boundary.py", "test_what_is_copied_out_follows_no_link"),
    43: ("test_boundary.py", "test_names_of_further_files_stay_in_the_folder"),
    53: ("test_interactive.py", "test_an_interactive_program_that_does_not_play"),
    54: ("test_boundary.py", "test_names_are_no_options_and_no_shell_words"),
    60: ("test_validators.py", "test_a_validator_under_attack"),
}

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge() -> AsyncIterator[LocalJudge]:
    """One for all: each attack is followed, in the same slot, by the next."""
    async with LocalJudge(slots=1) as local:
        for language in {attack.language for attack in CORPUS} & available().keys():
            # Else it would be made beside the attacks, by processes that look like theirs.
            await asyncio.to_thread(local.prepared.wait, available()[language])
        yield local


@pytest.mark.parametrize(
    "attack",
    [
        pytest.param(each, id=each.name.replace(" ", "-"), marks=[pytest.mark.slow] if each.slow else [])
        for each in CORPUS
    ],
)
async def test_contained(judge: LocalJudge, attack: Attack) -> None:
    if attack.language not in available():
        pytest.skip(f"{attack.language} is not installed here")
    before = host()
    outcome = await launch(judge, attack)
    assert outcome.trouble is None, outcome.result
    if before.processes:  # else this was the first, which started the slot
        assert left_since(before) == []


async def test_every_behaviour_is_covered() -> None:
    covered = {number for attack in CORPUS for number in attack.behaviours} | set(ELSEWHERE)
    assert covered == set(BEHAVIOURS)
    assert set(range(1, 56)) <= covered


async def test_tests_that_stand_for_behaviours_exist() -> None:
    for number, (file, name) in ELSEWHERE.items():
        tree = ast.parse((HERE / file).read_text())
        names = {
            node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
        assert name in names, f"behaviour {number} ({BEHAVIOURS[number]}) has lost its test {file}::{name}"


async def test_names_are_unique() -> None:
    names = [attack.name for attack in CORPUS]
    assert len(names) == len(set(names))


async def test_the_five_languages_are_attacked_in_every_main_respect() -> None:
    """Time, memory, output, files, network, forged results: in each language that starts a run-time."""
    for language in ("python", "javascript", "java"):
        numbers = {number for attack in CORPUS if attack.language == language for number in attack.behaviours}
        missing = {1, 6, 12, 16, 17, 29, 39, 48, 49, 56} - numbers
        assert missing <= ({6} if language == "python" else set()), (language, missing)
