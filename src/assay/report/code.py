"""How the graded code is written and by what means it solves its problem."""

from __future__ import annotations

from dataclasses import asdict

from assay.analysis.approach import of_code
from assay.analysis.quality import FAMILIES, FULL, Analysis, Code, Given, analyze_code
from assay.analysis.syntax import LANGUAGES, CannotRead, parse
from assay.judge.languages import LANGUAGES as JUDGED
from assay.report import scoring, words
from assay.report.document import Evidence, Family, Finding, Quality, Technique
from assay.report.scoring import Source

FEWEST_LINES = 5
"""Of the candidate's own, below which nothing is said of how they write."""


def read(text: str, language: str, given: Given) -> tuple[Quality, list[Technique]]:
    """``given``: what the problem gave, which is not held against the candidate; what they made of it is."""
    if language not in LANGUAGES:
        name = JUDGED[language].name if language in JUDGED else language
        return _untold(f"the rules do not read {name}", 0, 0), []
    try:
        code = Code(parse(text.encode("utf-8", "surrogatepass").decode("utf-8", "replace"), language))
        analysis = analyze_code(code, given)
    except CannotRead as error:
        return _untold(str(error), 0, 0), []
    techniques = [Technique(name=each.name, lines=list(each.lines)) for each in of_code(code)]
    return _quality(analysis, text, given.starter), techniques


def _quality(analysis: Analysis, text: str, starter: str) -> Quality:
    given = {line.strip() for line in starter.split("\n")}
    lines = text.split("\n")  # as the tree counts them: a form feed or U+2028 ends none
    own = [number for number, line in enumerate(lines, 1) if line.strip() and line.strip() not in given]
    if len(own) < FEWEST_LINES:
        wrote = words.count(len(own), "line")
        return _untold(f"only {wrote} of the code are the candidate's own", analysis.lines, len(own))
    if analysis.score is None:
        return _untold(
            f"only {analysis.readable:.0%} of the lines could be read: the rest does not parse",
            analysis.lines,
            len(own),
        )
    taken = {
        family: sum(each.points for each in analysis.findings if each.family == family) for family in FAMILIES
    }
    return Quality(
        score=analysis.score,
        of=FULL,
        why=None,
        lines=analysis.lines,
        own_lines=len(own),
        findings=[Finding(**asdict(each)) for each in analysis.findings],
        families=[Family(family=name, most=most, taken=taken[name]) for name, most in FAMILIES.items()],
    )


def _untold(why: str, lines: int, own: int) -> Quality:
    return Quality(score=None, of=FULL, why=why, lines=lines, own_lines=own, findings=[], families=[])


def source(quality: Quality) -> Source | None:
    """None where there is nothing to score."""
    if quality.score is None:
        return None
    # What takes no point says nothing of how sure we are: else a comment that looks like code would.
    return scoring.of_findings([each.points for each in quality.findings if each.points], quality.of)


def evidence(slug: str, quality: Quality) -> list[Evidence]:
    """The dearest findings first."""
    if quality.score is not None and not quality.findings:
        said = f"{words.count(quality.own_lines, 'line')} read by all rules, and nothing found"
        return [Evidence(kind="problem", text=said, problem=slug)]
    return [
        Evidence(
            kind="line",
            text=f"Line {each.line}, {each.rule}, {words.taken(each.points)}: {each.message}",
            problem=slug,
            line=each.line,
            rule=each.rule,
        )
        for each in sorted(quality.findings, key=lambda each: (-each.points, each.line))
    ]
