"""The part of the publishing gate that needs no program to run: what reading the package can tell."""

from __future__ import annotations

import json
from pathlib import Path

from assay.bank.complaint import Complaints
from assay.bank.interview_yaml import Interview
from assay.bank.package import INTERVIEW_FILE, Package
from assay.bank.statement import Block, sample_blocks
from assay.bank.submissions import Submission
from assay.bank.testdata import GROUPS, TestFile
from assay.bank.values import answer_misfit, arguments_misfit
from assay.bank.yaml_file import YamlFile
from assay.judge.model import Verdict
from assay.judge.signature import Signature

RIGHT_LANGUAGES = {"python": "py", "javascript": "js", "java": "java", "cpp": "cpp"}
"""Every published problem has a right solution in each, with the suffix of its file."""


def check_reading(package: Package, complaints: Complaints) -> None:
    interview, file = package.interview, package.interview_file
    if interview is None or file is None:
        complaints.add(
            INTERVIEW_FILE,
            "the file is missing",
            "add it as docs/packages.md shows: without it a package can be used but not published",
        )
        return
    _groups(package, complaints)
    _same_inputs(package, complaints)
    if package.signature is not None:
        for test in package.tests:
            _fits(package, test, package.signature, complaints)
    _statement(package, complaints)
    _right_ones(package, interview, complaints)
    _wrong_ones(package, interview, file, complaints)
    _programs(package, interview, complaints)


def _programs(package: Package, interview: Interview, complaints: Complaints) -> None:
    """The generator can be read, and there is a validator of inputs."""
    path = package.root / interview.growth.generator
    try:
        path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        complaints.add(shown(package, path), "the program is not UTF-8", "save it in the encoding UTF-8")
    if not package.own.input_validators:
        complaints.add(
            "input_validators",
            "there is no validator that can be run here",
            "add input_validators/validate.py, which reads an input and exits 42 if it is valid",
        )


def shown(package: Package, path: Path) -> str:
    """``path`` within the package."""
    return path.relative_to(package.root).as_posix()


def _groups(package: Package, complaints: Complaints) -> None:
    present = {test.group for test in package.tests}
    if "samples" not in present:
        complaints.add("data/sample", "there is no sample", "add a pair such as 01-name.in and 01-name.ans")
    for group in GROUPS:
        if group not in present:
            complaints.add(
                f"data/secret/{group}",
                f"the group {group} has no test",
                "add a pair such as 01-name.in and 01-name.ans; every group needs at least one",
            )


def _same_inputs(package: Package, complaints: Complaints) -> None:
    first: dict[bytes, TestFile] = {}
    for test in package.tests:
        earlier = first.setdefault(test.input_path.read_bytes(), test)
        if earlier is not test:
            complaints.add(
                shown(package, test.input_path),
                f"the input is the same as that of {shown(package, earlier.input_path)}",
                "remove one of the two",
            )


def _fits(package: Package, test: TestFile, signature: Signature, complaints: Complaints) -> None:
    arguments = ""
    for path in (test.input_path, test.answer_path):
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            complaints.add(shown(package, path), "the file is not UTF-8", "save it in the encoding UTF-8")
            continue
        if path == test.input_path:
            arguments, found = text, arguments_misfit(text, signature)
        else:
            said = answer_misfit(text, signature, arguments)
            found = (1, said) if said else None
        if found:
            complaints.add(
                shown(package, path),
                found[1],
                "correct the value, or the type in interview.yaml under `function`",
                found[0],
            )


def _statement(package: Package, complaints: Complaints) -> None:
    if package.interactive:
        return  # what its tests hold is the interactor's secret
    name = package.statement_name
    blocks = sample_blocks(package.statement_markdown)
    pairs: list[tuple[Block, Block]] = []
    for block in blocks:
        if block.mark == "sample-in" and len(blocks) > blocks.index(block) + 1:
            after = blocks[blocks.index(block) + 1]
            if after.mark == "sample-out":
                pairs.append((block, after))
    taken: set[int] = set()
    for test in package.samples:
        sample = test.read()
        inputs = [i for i, (given, _) in enumerate(pairs) if _same(package, given.text, sample.input)]
        right = [i for i in inputs if _same(package, pairs[i][1].text, sample.answer or b"")]
        taken.update(right)
        if right:
            continue
        if inputs:
            taken.update(inputs)
            complaints.add(
                name,
                f"the answer shown here is not that of {shown(package, test.answer_path)}",
                "make the block sample-out and the .ans file the same",
                pairs[inputs[0]][1].line,
            )
        else:
            complaints.add(
                name,
                f"the sample {shown(package, test.input_path)} does not appear",
                "show its input in a block ```sample-in and its answer in a block ```sample-out after it",
            )
    for index, (given, _) in enumerate(pairs):
        if index not in taken:
            complaints.add(
                name,
                "the sample shown here is not in data/sample",
                "add it there as a .in and .ans file, or correct the block",
                given.line,
            )
    if len(pairs) * 2 != len(blocks):
        lone = next(block for block in blocks if not any(block in pair for pair in pairs))
        complaints.add(
            name,
            f"the block {lone.mark} has no partner",
            "follow each sample-in by its sample-out",
            lone.line,
        )


def _same(package: Package, text: str, content: bytes) -> bool:
    """As JSON values for function problems, otherwise line by line but for spaces at the ends."""
    one, two = (
        [line.rstrip() for line in each.rstrip().split("\n")]
        for each in (text, content.decode("utf-8", errors="replace"))
    )
    if one == two or package.signature is None or len(one) != len(two):
        return one == two
    try:
        return [json.loads(line) for line in one] == [json.loads(line) for line in two]
    except ValueError:
        return False


def _right_ones(package: Package, interview: Interview, complaints: Complaints) -> None:
    present = {submission.language for submission in package.submissions if submission.right}
    for language, suffix in RIGHT_LANGUAGES.items():
        if language not in present and (interview.languages is None or language in interview.languages):
            complaints.add(
                "submissions/accepted",
                f"there is no right solution in {language}",
                f"add submissions/accepted/solution.{suffix}",
            )


def _wrong_ones(package: Package, interview: Interview, file: YamlFile, complaints: Complaints) -> None:
    submissions: dict[str, Submission] = {submission.name: submission for submission in package.submissions}
    listed = {wrong.file for wrong in interview.wrong}
    for name, submission in submissions.items():
        if submission.language is None:
            complaints.add(
                name, "the judge does not know this language", "use one that `assay languages` lists"
            )
        if not submission.right and name not in listed:
            complaints.add(
                INTERVIEW_FILE,
                f"{name} is not under `wrong`",
                "add it there with its idea, verdict and groups, or remove it",
                file.line("wrong"),
            )
    for index, wrong in enumerate(interview.wrong):
        line = file.line("wrong", index, "file")
        stated = submissions.get(wrong.file)
        if stated is None or stated.right:
            complaints.add(
                INTERVIEW_FILE,
                f"{wrong.file} is not one of the wrong solutions",
                "name a file in submissions/wrong_answer/, time_limit_exceeded/ or run_time_error/",
                line,
            )
        elif Verdict(wrong.verdict) not in stated.expected:
            expected = " or ".join(stated.expected)
            complaints.add(
                INTERVIEW_FILE,
                f"`verdict` is {wrong.verdict}, but the folder of {wrong.file} says {expected}",
                "move the file to the folder of its verdict, or correct the verdict",
                file.line("wrong", index, "verdict"),
            )
