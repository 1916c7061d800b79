"""The default validator against problemtools' own (a compiled program in its wheel), on generated cases."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assay.judge.compare import difference
from assay.judge.model import Comparison

problemtools = pytest.importorskip("problemtools", reason="problemtools is not installed")
PEER = Path(problemtools.__file__).parent / "support" / "default_validator"

_WORDS = st.sampled_from(
    [
        "1",
        "1.0",
        "01",
        "1e0",
        "+1",
        "-0",
        "0",
        ".5",
        "5.",
        "0.5",
        "1e-7",
        "1.0000001",
        "100000",
        "100001",
        "a",
        "A",
        "abc",
        "ABC",
        "x1",
        "1x",
        "nan",
        "NaN",
        "--1",
        "1e",
        "e1",
        "1e400",
        "0x1",
        "1,5",
        "1_0",
        "é",
        "É",
    ]
)
_SPACES = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\n\n", " \n"])
_TEXTS = st.lists(st.tuples(_WORDS, _SPACES), max_size=5).map(lambda pairs: "".join(w + s for w, s in pairs))
_FLAGS = st.sampled_from(
    [
        (),
        ("case_sensitive",),
        ("space_change_sensitive",),
        ("case_sensitive", "space_change_sensitive"),
        ("float_tolerance", "1e-6"),
        ("float_relative_tolerance", "1e-4"),
        ("float_absolute_tolerance", "0.1"),
        ("float_relative_tolerance", "1e-4", "float_absolute_tolerance", "0.1"),
        ("space_change_sensitive", "float_tolerance", "1e-3"),
    ]
)
# The peer reads with strtold, which takes what the format's grammar has not: names of no numbers, hexadecimal,
# and half a number before other letters.
_OUTSIDE = {"nan", "NaN", "0x1", "1x", "1e", "1,5", "1_0", "1e400"}


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[str, str]:
    answer = draw(_TEXTS)
    return (draw(st.one_of(st.just(answer), st.just(answer.swapcase()), _TEXTS)), answer)


@pytest.mark.slow
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pair=_pairs(), flags=_FLAGS)
def test_as_problemtools(tmp_path: Path, pair: tuple[str, str], flags: tuple[str, ...]) -> None:
    output, answer = pair
    if any("tolerance" in flag for flag in flags) and _OUTSIDE & set((output + " " + answer).split()):
        return
    (tmp_path / "feedback").mkdir(exist_ok=True)
    (tmp_path / "answer").write_bytes(answer.encode())
    (tmp_path / "input").write_bytes(b"")
    peer = subprocess.run(
        [PEER, tmp_path / "input", tmp_path / "answer", f"{tmp_path}/feedback/", *flags],
        input=output.encode(),
        capture_output=True,
        timeout=20,
        check=False,
    )
    assert peer.returncode in (42, 43), peer
    ours = difference(output.encode(), answer.encode(), Comparison("tokens", flags))
    assert (ours is None) == (peer.returncode == 42), (output, answer, flags, ours)
