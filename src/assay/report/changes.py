"""What differs between two versions of one session's report: the numbers and statements, each by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assay.report import words
from assay.report.document import Change, Part, ProblemReport, Report

_SESSION = "The session"


def changes(before: Report, after: Report) -> list[Change]:
    """In the order in which the report tells them. Only what was said is compared: not the wording of a score, which
    follows from its numbers."""
    found = list(_between(_SESSION, _session(before), _session(after)))
    then = {problem.slug: problem for problem in before.problems}
    for problem in after.problems:
        old = then.pop(problem.slug, None)
        found += _between(problem.title, _problem(old) if old else {}, _problem(problem))
    for gone in then.values():
        found += _between(gone.title, _problem(gone), {})
    found += _between("How it was made", _made(before), _made(after))
    return found


def _between(where: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    for what in [*after, *(each for each in before if each not in after)]:
        if before.get(what) != after.get(what):
            yield Change(where=where, what=what, before=before.get(what), after=after.get(what))


def _session(report: Report) -> dict[str, str]:
    parts = ([report.overall] if report.overall else []) + report.parts
    said = _parts(parts)
    if report.ability is not None:
        said["Ability"] = report.ability.words
    said["Log"] = report.log_hash
    return said


def _parts(parts: list[Part]) -> dict[str, str]:
    return {part.name.capitalize(): _figure(part) for part in parts}


def _figure(part: Part) -> str:
    if part.value is None or part.low is None or part.high is None:
        return "cannot tell"
    value, low, high = (words.per_cent(each) for each in (part.value, part.low, part.high))
    return f"{value} ({low} to {high}), {words.per_cent(part.weight)} % of the score"


def _problem(problem: ProblemReport) -> dict[str, str]:
    said = _parts(problem.parts)
    said["Verdict"] = words.verdict(problem.verdict) if problem.verdict else "nothing handed in"
    said |= {f"Test {test.name}": words.verdict(test.verdict) for test in problem.tests}
    if problem.growth is not None:
        said |= {"Growth in time": problem.growth.time.words, "Growth in memory": problem.growth.space.words}
    elif problem.growth_why is not None:
        said["Growth"] = problem.growth_why
    if problem.quality is not None:
        for finding in problem.quality.findings:
            said[f"Line {finding.line}, {finding.rule}"] = f"{words.taken(finding.points)}: {finding.message}"
    if problem.own_tests is not None:
        said["Own cases"] = (
            f"{problem.own_tests.caught} of {len(problem.own_tests.wrong)} known faults caught"
        )
    said["Package"] = problem.digest
    return said


def _made(report: Report) -> dict[str, str]:
    return {"Assay": report.assay, "Schema version": str(report.schema_version), **report.environment}
