"""Solutions of known growth: those of the bank's problems, and functions that are in no problem."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assay.analysis.growth.entry import Entry, entry
from assay.bank.package import load
from assay.judge.signature import Parameter, Signature, parse_type

HERE = Path(__file__).parent
PROBLEMS = HERE.parent / "problems"
_SUFFIXES = {".py": "python", ".js": "javascript", ".cpp": "cpp", ".c": "c"}


@dataclass(frozen=True)
class Case:
    """``time`` and ``space`` are what its author says."""

    name: str
    language: str
    source: str
    generator: str
    signature: Signature | None
    time: str
    space: str
    largest_bytes: int | None = None
    entry: Entry | None = None


def bank() -> Iterator[Case]:
    """Right solutions have the growth that the problem aims at, unless growth_bank.toml says otherwise; of the
    wrong ones those that it names."""
    stated = tomllib.loads((HERE / "growth_bank.toml").read_text())
    for folder in sorted(PROBLEMS.iterdir()):
        problem = load(folder)
        assert problem.interview is not None
        aims = problem.interview.growth
        generator = (folder / aims.generator).read_text()
        largest = max(each.input_path.stat().st_size for each in problem.tests)
        for path in sorted((folder / "submissions").rglob("*")):
            language = _SUFFIXES.get(path.suffix)
            name = str(path.relative_to(PROBLEMS)).replace("submissions/", "")
            known = stated.get(name, {} if "/accepted/" in name else None)
            if language is None or known is None:
                continue
            time, space = known.get("time", aims.time), known.get("space", aims.space)
            source = path.read_text()
            yield Case(name, language, source, generator, problem.signature, time, space, largest)


def functions(folder: str) -> Iterator[Case]:
    """Each file holds a function in several languages."""
    for path in sorted((HERE / folder).glob("*.toml")):
        stated = tomllib.loads(path.read_text())
        parameters = tuple(Parameter(name, parse_type(of)) for name, of in stated["parameters"].items())
        signature = Signature(stated["name"], parameters, parse_type(stated["returns"]))
        for language in ("python", "cpp", "javascript"):
            if (text := stated.get(language)) is not None:
                growth = stated.get(f"{language}_growth", {})
                time, space = growth.get("time", stated["time"]), growth.get("space", stated["space"])
                yield Case(
                    f"{path.stem}.{language}", language, text, stated["generator"], signature, time, space
                )


def plain(folder: str = "growth_plain") -> Iterator[Case]:
    """Functions with a generator and nothing else, as on the command line: no one says what their types are. Those
    of ``growth_two`` have inputs of two sizes, and their classes are of both."""
    for path in sorted((HERE / folder).glob("*.toml")):
        stated = tomllib.loads(path.read_text())
        for language in ("python", "cpp", "javascript", "typescript"):
            if (text := stated.get(language)) is not None:
                growth = stated.get(f"{language}_growth", {})
                time, space = growth.get("time", stated["time"]), growth.get("space", stated["space"])
                called = entry(language, text, path.stem)
                yield Case(
                    f"{path.stem}.{language}",
                    language,
                    text,
                    stated["generator"],
                    None,
                    time,
                    space,
                    entry=called,
                )
