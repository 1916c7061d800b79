"""Submissions that are answers instead of programs (``type: submit-answer`` of version 2025-09).

The specification leaves their form open. Here it is a folder or ZIP archive of files named after the tests
(``secret/01.ans``, or ``01.out`` where that is unique enough), or one file where there is one secret test. What
is missing counts as an empty answer.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from assay.bank.complaint import Complaints
from assay.bank.program_files import files_in, visible
from assay.bank.testdata import TestFile
from assay.judge.model import Program, Test

_SUFFIXES = (".ans", ".out", ".txt")
_ARCHIVE = ".zip"
_MOST_BYTES = 64 << 20
_GIVEN = "out"
PRINTS_WHAT_IS_GIVEN = Program(
    "python",
    f"import shutil, sys\nwith open('{_GIVEN}', 'rb') as file:\n    shutil.copyfileobj(file, sys.stdout.buffer)\n",
)
"""Stands for a program whose output is known already: so that it is validated as any other."""


def with_output(test: Test, output: bytes) -> Test:
    """``test`` for PRINTS_WHAT_IS_GIVEN."""
    return replace(test, files={_GIVEN: output}, arguments=())


@dataclass(frozen=True)
class Answers:
    """``by_name`` are file names without suffix, as they were given."""

    by_name: Mapping[str, bytes]

    def to(self, test: TestFile, *, only_secret: bool) -> bytes:
        """``only_secret``: it is the one secret test, which one nameless answer is for."""
        parts = test.path.split("/")
        for name in ("/".join(parts), "/".join(parts[1:]), parts[-1]):
            if name in self.by_name:
                return self.by_name[name]
        if only_secret and len(self.by_name) == 1:
            return next(iter(self.by_name.values()))
        return b""


def are_answers(path: Path) -> bool:
    """Whether ``path`` is a submission of answers, by the names of its files."""
    if path.is_dir():
        files = list(files_in(path))
        return bool(files) and all(file.suffix in _SUFFIXES for file in files)
    return path.suffix in (*_SUFFIXES, _ARCHIVE)


def read_answers(path: Path, shown: str, complaints: Complaints) -> Answers | None:
    """None after a complaint. ``shown`` is its name in complaints."""
    try:
        found = _archived(path) if path.suffix == _ARCHIVE else _filed(path)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        complaints.add(shown, f"the archive cannot be read: {error}", "pack the answers again, as ZIP")
        return None
    if found is None:
        complaints.add(shown, f"the answers have more than {_MOST_BYTES >> 20} MiB", "submit less")
        return None
    return Answers({str(PurePosixPath(name).with_suffix("")): content for name, content in found.items()})


def _filed(path: Path) -> dict[str, bytes] | None:
    files = list(files_in(path)) if path.is_dir() else [path]
    if sum(file.stat().st_size for file in files) > _MOST_BYTES:
        return None
    folder = path if path.is_dir() else path.parent
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


def _archived(path: Path) -> dict[str, bytes] | None:
    with zipfile.ZipFile(path) as archive:
        inside = [each for each in archive.infolist() if not each.is_dir()]
        inside = [each for each in inside if visible(Path(each.filename), Path())]
        if sum(each.file_size for each in inside) > _MOST_BYTES:
            return None
        return {each.filename: archive.read(each) for each in inside}
