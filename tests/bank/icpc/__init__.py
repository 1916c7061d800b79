"""Packages written to the published specifications, by form. ``PACKAGES`` of each module: name to files."""

from __future__ import annotations

UUID = "6a0a1d4e-0f0c-4d57-8b5b-0a4f3d1f5f"


def current(number: int, name: str, more: str = "", *, limit: float = 1) -> str:
    """A problem.yaml of version 2025-09."""
    return (
        f'problem_format_version: "2025-09"\nname: {{ en: {name} }}\nuuid: {UUID}{number:02d}\n'
        f"license: cc0\nrights_owner: The Assay authors\nlimits: {{ time_limit: {limit} }}\n{more}"
    )


def tests(folder: str, *cases: tuple[str, str]) -> dict[str, str]:
    """``01.in`` and ``01.ans`` and so on under ``data/<folder>``."""
    files = {}
    for number, (given, answer) in enumerate(cases, 1):
        files[f"data/{folder}/{number:02d}.in"] = given
        files[f"data/{folder}/{number:02d}.ans"] = answer
    return files


def said(*, given: str = "", answer: str = "", feedback: str = "") -> str:
    """Begins a validator in Python."""
    return "import sys\n\ngiven, answer, feedback, *arguments = sys.argv[1:]\n"
