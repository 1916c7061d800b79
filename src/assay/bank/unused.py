"""Parts of a package that the format has and this judge has no use for: said, so that nobody waits for them."""

from __future__ import annotations

from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.output_validators import has_output_validator
from assay.bank.problem_yaml import ProblemFacts
from assay.bank.program_files import IN_THE_TABLE, files_in, language_of

_FOLDERS = {
    "output_visualizer": "no pictures are made of outputs",
    "input_visualizer": "no pictures are made of inputs",
}


def note_unused(root: Path, facts: ProblemFacts, complaints: Complaints) -> None:
    for name, words in _FOLDERS.items():
        if next(files_in(root / name), None) is not None:
            complaints.note(name, words)
    if not facts.validation.custom and has_output_validator(root):
        complaints.note("output_validators", "it is not used: problem.yaml asks for the default validator")
    if facts.languages is not None:
        for code in facts.languages:
            if code not in IN_THE_TABLE and language_of(code) is None:
                complaints.note(
                    "problem.yaml", f"`languages` names {code!r}, which is no code of the format's table"
                )
    graders = next(files_in(root / "graders"), None) is not None
    if graders and facts.groups != "legacy":
        complaints.note("graders", "version 2025-09 has no graders: it is not used")
