"""The solutions that a package brings along, and what is expected of each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from assay.bank.answers import PRINTS_WHAT_IS_GIVEN, Answers, are_answers, read_answers
from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import Format, ProblemFacts
from assay.bank.program_files import ProgramFiles, read_program, visible
from assay.bank.rules import Rule, expected_of, rules_of
from assay.bank.submissions_yaml import read_stated
from assay.judge.model import Verdict

EXPECTED = {
    "accepted": (Verdict.AC,),
    "partially_accepted": (Verdict.AC,),
    "wrong_answer": (Verdict.WA,),
    "time_limit_exceeded": (Verdict.TLE,),
    "run_time_error": (Verdict.RTE,),
    "brute_force": (Verdict.TLE, Verdict.RTE),
    "rejected": tuple(verdict for verdict in Verdict if verdict not in (Verdict.AC, Verdict.JE)),
    "output_limit_exceeded": (Verdict.OLE,),
    "memory_limit_exceeded": (Verdict.MLE,),
    "compiler_error": (Verdict.CE,),
}
"""What the folder under ``submissions/`` says: the verdicts that the whole may have."""

_RESULTS = {
    "CORRECT": Verdict.AC, "ACCEPTED": Verdict.AC, "WRONG-ANSWER": Verdict.WA, "WRONG_ANSWER": Verdict.WA,
    "NO-OUTPUT": Verdict.WA, "TIMELIMIT": Verdict.TLE, "TIME_LIMIT_EXCEEDED": Verdict.TLE,
    "RUN-ERROR": Verdict.RTE, "RUN_TIME_ERROR": Verdict.RTE, "RUNTIME_ERROR": Verdict.RTE,
    "OUTPUT-LIMIT": Verdict.OLE, "MEMORY-LIMIT": Verdict.MLE, "COMPILER-ERROR": Verdict.CE,
}  # fmt: skip
_RESULTS_LINE = re.compile(rb"@EXPECTED_RESULTS@:\s*(.*)")


@dataclass(frozen=True)
class Submission:
    """``name`` is the path within the package; ``expected`` the verdicts the whole submission may have,
    empty where nothing is said; ``rules`` what version 2025-09 says besides, test by test. ``partial``: it
    is accepted, but not with the best score. ``answers``: it is these, and no program.

    ``language`` is None where the judge does not know it; ``files.unknown`` then says why.
    """

    name: str
    path: Path
    language: str | None
    expected: tuple[Verdict, ...]
    files: ProgramFiles
    rules: tuple[Rule, ...] = ()
    partial: bool = False
    model: bool = False
    answers: Answers | None = None

    @property
    def right(self) -> bool:
        return self.expected == (Verdict.AC,) and not self.partial

    @property
    def lower(self) -> tuple[str | None, ...]:
        """Patterns of the tests (None: all) that it has to end in time: the limit has to leave room for that."""
        if self.answers is not None:
            return ()
        if self.rules:
            return tuple(rule.tests for rule in self.rules if rule.lower)
        return (None,) if self.right else ()

    @property
    def upper(self) -> tuple[str | None, ...]:
        """Patterns of the tests of which it is too slow for one at least."""
        if self.rules:
            return tuple(rule.tests for rule in self.rules if rule.upper)
        return (None,) if self.expected == (Verdict.TLE,) else ()

    def read(self) -> str:
        """The main file's text."""
        return self.files.source.decode()


def read_submissions(
    root: Path,
    facts: ProblemFacts | None,
    complaints: Complaints,
    *,
    strict: bool = False,
) -> tuple[Submission, ...]:
    """``strict``: something must be expected of every one."""
    folder = root / "submissions"
    if not folder.is_dir():
        complaints.add(
            "submissions", "the folder is missing", "add submissions/accepted/ with a right solution"
        )
        return ()
    stated = read_stated(root, complaints)
    kind_of_package: Format = facts.format if facts else "2025-09"
    found: list[Submission] = []
    names: list[str] = []
    for kind in sorted(path for path in folder.iterdir() if path.is_dir() and visible(path, folder)):
        for path in sorted(each for each in kind.iterdir() if visible(each, kind)):
            name = path.relative_to(root).as_posix()
            short = name.removeprefix("submissions/")
            names.append(short)
            entries = stated.of(short, kind.name, defaults=kind_of_package == "2025-09")
            submission = _submission(path, root, kind.name, entries, facts, complaints)
            if submission is None:
                continue
            if strict and not submission.expected:
                complaints.add(
                    name,
                    f"nothing says which verdict a solution in submissions/{kind.name}/ should get",
                    f"move it to one of {', '.join(EXPECTED)}, or name it in submissions/submissions.yaml",
                )
                continue
            found.append(submission)
    stated.note_unmatched(names, complaints)
    return tuple(found)


def _submission(
    path: Path,
    root: Path,
    kind: str,
    entries: list[Mapping[str, object]],
    facts: ProblemFacts | None,
    complaints: Complaints,
) -> Submission | None:
    name = path.relative_to(root).as_posix()
    rules = tuple(rule for each in entries for rule in rules_of(each))
    expected = expected_of(rules) or EXPECTED.get(kind, ())
    model = any(bool(each.get("model_solution")) for each in entries)
    if facts is not None and facts.submit_answer and are_answers(path):
        answers = read_answers(path, name, complaints)
        if answers is None:
            return None
        printed = PRINTS_WHAT_IS_GIVEN
        standing_in = ProgramFiles(name, printed.language, path.name, printed.source.encode())
        return Submission(
            name, path, printed.language, expected, standing_in, rules, model=model, answers=answers
        )
    language = entry = None
    for each in entries:
        language = str(each["language"]) if each.get("language") else language
        entry = str(each["entrypoint"]) if each.get("entrypoint") else entry
    files = read_program(
        path,
        root,
        complaints,
        language=language,
        entry=entry,
        constants=facts.constants if facts else None,
    )
    if files is None:
        return None
    if (line := _RESULTS_LINE.search(files.source)) is not None:
        results = _results(line, files.source, name, complaints)
        if results is None:
            return None
        expected, rules = results, ()
    return Submission(
        name,
        path,
        files.language,
        expected,
        files,
        rules,
        partial=kind == "partially_accepted",
        model=model,
    )


def _results(
    line: re.Match[bytes], source: bytes, name: str, complaints: Complaints
) -> tuple[Verdict, ...] | None:
    text = line[1].decode(errors="replace").replace("*/", "")
    words = [word.strip().upper() for word in text.split(",") if word.strip()]
    unknown = [word for word in words if word not in _RESULTS]
    if unknown or not words:
        complaints.add(
            name,
            f"@EXPECTED_RESULTS@ names {unknown[0] if unknown else 'nothing'}",
            f"use one or more of {', '.join(_RESULTS)}, separated by commas",
            source.count(b"\n", 0, line.start()) + 1,
        )
        return None
    return tuple(dict.fromkeys(_RESULTS[word] for word in words))
