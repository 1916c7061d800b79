"""The solutions that a package brings along, and what is expected of each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from assay.bank.complaint import Complaints
from assay.bank.yaml_file import read_yaml
from assay.judge.languages import by_suffix
from assay.judge.model import Verdict

_LANGUAGE_KEYS = {
    "python3": "python", "python": "python", "javascript": "javascript", "typescript": "typescript",
    "java": "java", "c": "c", "cpp": "cpp",
}  # fmt: skip

EXPECTED = {
    "accepted": (Verdict.AC,),
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
_VERDICT_KEYS = ("permitted", "required")
_RESULTS_LINE = re.compile(r"@EXPECTED_RESULTS@:\s*(.*)")


@dataclass(frozen=True)
class Submission:
    """``name`` is the path within the package; ``expected`` the verdicts the whole submission may have.

    ``language`` is None where the judge does not know the language or the solution is a folder of files.
    """

    name: str
    path: Path
    language: str | None
    expected: tuple[Verdict, ...]

    @property
    def right(self) -> bool:
        return self.expected == (Verdict.AC,)

    def read(self) -> str:
        """The source. Raises UnicodeDecodeError where it is not UTF-8 (``load`` has refused such files)."""
        return self.path.read_text(encoding="utf-8")


def read_submissions(root: Path, complaints: Complaints) -> tuple[Submission, ...]:
    folder = root / "submissions"
    if not folder.is_dir():
        complaints.add(
            "submissions", "the folder is missing", "add submissions/accepted/ with a right solution"
        )
        return ()
    stated = _stated(root, complaints)
    found: list[Submission] = []
    for kind in sorted(path for path in folder.iterdir() if path.is_dir()):
        for path in sorted(kind.iterdir()):
            if path.name.startswith(".") or path.name == "__pycache__":
                continue
            name = path.relative_to(root).as_posix()
            submission = _submission(name, path, kind.name, stated, complaints)
            if submission is not None:
                found.append(submission)
    return tuple(found)


def _submission(
    name: str, path: Path, kind: str, stated: list[tuple[str, dict[str, Any]]], complaints: Complaints
) -> Submission | None:
    spec = None if path.is_dir() else by_suffix(path.name)
    language = spec.id if spec else None
    expected = EXPECTED.get(kind)
    if language is not None:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            complaints.add(name, "the solution is not UTF-8", "save it in the encoding UTF-8")
            return None
        if (line := _RESULTS_LINE.search(text)) is not None:
            expected = _results(line, text, name, complaints)
            if expected is None:
                return None
    for pattern, settings in stated:
        if PurePosixPath(name).match(f"submissions/{pattern}") or pattern == kind:
            if isinstance(key := settings.get("language"), str):
                language = _LANGUAGE_KEYS.get(key)
            expected = _permitted(settings) or expected
    if expected is None:
        complaints.add(
            name,
            f"nothing says which verdict a solution in submissions/{kind}/ should get",
            f"move it to one of {', '.join(EXPECTED)}, or name it in submissions/submissions.yaml",
        )
        return None
    return Submission(name, path, language, expected)


def _results(line: re.Match[str], text: str, name: str, complaints: Complaints) -> tuple[Verdict, ...] | None:
    words = [word.strip().upper() for word in line[1].replace("*/", "").split(",") if word.strip()]
    unknown = [word for word in words if word not in _RESULTS]
    if unknown or not words:
        complaints.add(
            name,
            f"@EXPECTED_RESULTS@ names {unknown[0] if unknown else 'nothing'}",
            f"use one or more of {', '.join(_RESULTS)}, separated by commas",
            text.count("\n", 0, line.start()) + 1,
        )
        return None
    return tuple(dict.fromkeys(_RESULTS[word] for word in words))


def _stated(root: Path, complaints: Complaints) -> list[tuple[str, dict[str, Any]]]:
    """Patterns of ``submissions.yaml``, in order; a later one goes over an earlier one."""
    name = "submissions/submissions.yaml"
    if not (root / name).is_file():
        return []
    file = read_yaml(root, name, complaints)
    if file is None:
        return []
    found: list[tuple[str, dict[str, Any]]] = []
    for pattern, settings in file.value.items():
        settings = {} if settings is None else settings
        lists = [settings.get(key) or [] for key in _VERDICT_KEYS] if isinstance(settings, dict) else [None]
        if not all(isinstance(each, list) for each in lists):
            complaints.add(
                name,
                f"`{pattern}` is not a mapping with lists of verdicts",
                "write it in the form `pattern: { permitted: [AC, WA], required: [WA] }`",
                file.line(pattern),
            )
            continue
        verdicts = [str(verdict) for each in lists for verdict in each or ()]
        if unknown := [verdict for verdict in verdicts if verdict not in Verdict.__members__]:
            complaints.add(
                name,
                f"`{pattern}` names the verdict {unknown[0]}",
                "use AC, WA, TLE or RTE",
                file.line(pattern),
            )
        else:
            found.append((str(pattern), settings))
    return found


def _permitted(settings: dict[str, Any]) -> tuple[Verdict, ...] | None:
    """The format permits verdicts for each test; the whole has the first that is not AC."""
    names = settings.get("required") or settings.get("permitted")
    return tuple(Verdict(name) for name in names) if names else None
