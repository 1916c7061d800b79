"""The publishing gate: everything that docs/packages.md asks of a package, held against it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assay.bank.complaint import Complaint, Complaints, PackageError
from assay.bank.data_checks import NotValidated, check_outputs, check_test_inputs
from assay.bank.expectations import JudgeFailed, Progress, check_solutions, justified
from assay.bank.package import load
from assay.bank.programs import check_generator
from assay.bank.reading import check_reading
from assay.bank.redundancy import check_redundancy
from assay.judge.model import Judge

__all__ = ["JudgeFailed", "Verification", "verify"]


@dataclass(frozen=True)
class Verification:
    """``ran`` is False where the package read badly, so that its solutions were not run."""

    package: str
    complaints: tuple[Complaint, ...]
    ran: bool

    @property
    def ok(self) -> bool:
        return not self.complaints


async def verify(path: Path, judge: Judge, progress: Progress) -> Verification:
    """Reads first; only a package that reads well has its programs run.

    ``progress`` is told in a few words what has just been done. Raises JudgeFailed where the judge
    could not do its work.
    """
    slug = path.resolve().name
    try:
        package = load(path)
    except PackageError as error:
        return Verification(slug, error.complaints, ran=False)
    complaints = Complaints()
    check_reading(package, complaints)
    if complaints:
        return Verification(slug, tuple(complaints), ran=False)
    progress("read")
    try:
        await check_test_inputs(package, judge, complaints)
        progress("inputs")
        await check_outputs(package, judge, complaints)
    except NotValidated as error:
        if error.file is None:
            raise JudgeFailed(str(error)) from error
        complaints.add(error.file, str(error), "correct the validator")
        return Verification(slug, tuple(complaints), ran=True)
    await check_generator(package, judge, complaints)
    progress("generator")
    outcomes = await check_solutions(package, judge, complaints, progress)
    # With a wrong answer or solution about, what is redundant cannot be told.
    if not complaints:
        await check_redundancy(package, justified(package, outcomes), judge, complaints)
        progress("mutants")
    return Verification(slug, tuple(complaints), ran=True)
