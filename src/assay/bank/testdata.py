"""The tests of a package: ``data/sample`` and ``data/secret``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from assay.bank.complaint import Complaints
from assay.bank.problem_yaml import check_flags
from assay.bank.yaml_file import read_yaml
from assay.judge.model import Test

GROUPS = ("basic", "edge", "error", "stress")
TestGroup = Literal["samples", "basic", "edge", "error", "stress", "secret"]


@dataclass(frozen=True)
class TestFile:
    """One test on disk. ``name`` is unique within its group: the input's path in the group's folder,
    without suffix; ``title`` is the same for people."""

    __test__ = False  # not a test of pytest's

    name: str
    title: str
    group: TestGroup
    input_path: Path
    answer_path: Path

    def read(self, *, answer: bool = True) -> Test:
        """As the judge takes it, without the answer if it is only to be run."""
        return Test(
            self.name,
            self.group,
            self.input_path.read_bytes(),
            self.answer_path.read_bytes() if answer else None,
        )


def title_of(name: str) -> str:
    """``03-all-lines-cancelled`` to ``all lines cancelled``."""
    last = name.rsplit("/", 1)[-1]
    words = re.sub(r"^\d+[-_.]+", "", last)
    return re.sub(r"[-_]+", " ", words).strip() or last


def read_tests(root: Path, *, grouped: bool, complaints: Complaints) -> tuple[TestFile, ...]:
    """In the order in which they are judged: samples first, then by group and name.

    ``grouped`` (packages with interview.yaml) asks for the four groups; otherwise every secret test is
    in the group ``secret``.
    """
    tests = list(_folder(root, root / "data/sample", "samples", complaints))
    secret = root / "data/secret"
    if not grouped:
        tests += _folder(root, secret, "secret", complaints)
    else:
        for group in GROUPS:
            tests += _folder(root, secret / group, group, complaints)  # type: ignore[arg-type]
        for path in sorted(secret.rglob("*.in")):
            inside = path.relative_to(secret).parts
            if len(inside) == 1 or inside[0] not in GROUPS:
                complaints.add(
                    path.relative_to(root).as_posix(),
                    "the test stands in none of the four groups",
                    f"move it into data/secret/ {', '.join(GROUPS)}",
                )
    if not any(test.group != "samples" for test in tests):
        complaints.add("data/secret", "there is no secret test", "add a pair of .in and .ans files")
    return tuple(tests)


def _folder(root: Path, folder: Path, group: TestGroup, complaints: Complaints) -> Iterator[TestFile]:
    for path in sorted(folder.rglob("*.in")) if folder.is_dir() else ():
        shown = path.relative_to(root).as_posix()
        answer = path.with_suffix(".ans")
        if not answer.is_file():
            complaints.add(shown, "the test has no answer", f"add {answer.relative_to(root).as_posix()}")
            continue
        if path.with_suffix(".files").exists():
            complaints.add(shown, "tests with a folder of files are not supported", "give all input on stdin")
        name = path.relative_to(folder).with_suffix("").as_posix()
        yield TestFile(name, title_of(name), group, path, answer)
    for path in sorted(folder.rglob("*.ans")) if folder.is_dir() else ():
        if not path.with_suffix(".in").is_file():
            shown = path.relative_to(root).as_posix()
            complaints.add(shown, "the answer has no input", f"add {shown[:-4]}.in or remove it")


def read_validator_flags(root: Path, complaints: Complaints) -> tuple[str, ...] | None:
    """The output validator's arguments from ``test_group.yaml`` (legacy: ``testdata.yaml``).

    None where no such file gives any. Arguments that differ between groups are refused.
    """
    found: dict[tuple[str, ...], str] = {}
    data = root / "data"
    names = ("test_group.yaml", "testdata.yaml")
    for path in sorted(path for name in names for path in data.rglob(name)):
        shown = path.relative_to(root).as_posix()
        file = read_yaml(root, shown, complaints)
        if file is None:
            continue
        if file.value.get("args"):
            complaints.add(
                shown,
                "arguments for the solution are not supported",
                "give all input on stdin",
                file.line("args"),
            )
        for key in ("output_validator_args", "output_validator_flags"):
            given = file.value.get(key)
            if given is None:
                continue
            if not isinstance(given, str | list):
                complaints.add(
                    shown,
                    f"`{key}` is neither a text nor a list",
                    "write it in the form [float_tolerance, 1e-6]",
                    file.line(key),
                )
                continue
            flags = tuple(given.split()) if isinstance(given, str) else tuple(map(str, given))
            check_flags(flags, shown, file.line(key), complaints)
            found.setdefault(flags, shown)
    if len(found) > 1:
        first, second, *_ = found.values()
        complaints.add(
            second,
            f"its output validator arguments differ from those of {first}",
            "give one set of arguments for all tests: each test's own is not supported",
        )
    return next(iter(found), None)
