"""What was measured of the graded submission after its verdict: growth, and the candidate's own tests."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from assay.report import scoring, words
from assay.report.document import CandidateTests, CostlyLine, Evidence, Grown, Growth, WrongSolution
from assay.report.scoring import Count, Source

NOT_YET = "It has not been measured yet."
_Of = Literal["time", "space"]
_OF: tuple[_Of, _Of] = ("time", "space")


def growth(data: Mapping[str, Any] | None, size: str) -> tuple[Growth | None, str | None]:
    """Of a ``measured`` event's data, or None where there is none; ``size``: what n counts. The second is why
    the first is None."""
    if data is None:
        return None, NOT_YET
    found = data["growth"]
    if found is None:
        return None, data["growth_why"] or NOT_YET
    grown = {of: Grown(**found[of]) for of in _OF}
    made = {of: each.model_copy(update={"words": words.grown(of, each)}) for of, each in grown.items()}
    costly = [CostlyLine(line=each["line"], message=each["message"]) for each in found["costly"]]
    return Growth(n=size, engine=found["engine"], costly=costly, **made), None


def growth_sources(found: Growth, right: Source) -> dict[str, Source]:
    """``right``: the share of ordinary tests that the program passes, as far as which its growth counts: the
    wrong answer is no better for being quick."""
    sources = {}
    for name, grown in ((scoring.TIME, found.time), (scoring.SPACE, found.space)):
        if grown.best is not None and grown.target is not None:
            of = scoring.of_growth(grown.probabilities, grown.best, grown.target, coarse=grown.coarse)
            sources[name] = scoring.both(of, right)
    return sources


def growth_evidence(slug: str, found: Growth) -> list[Evidence]:
    grown = [
        Evidence(kind="growth", text=getattr(found, of).words, problem=slug, of=of)
        for of in _OF
        if getattr(found, of).target is not None
    ]
    lines = [
        Evidence(kind="line", text=_sentence(each.message), problem=slug, line=each.line)
        for each in found.costly
    ]
    return grown + lines


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:]


def own_tests(data: Mapping[str, Any] | None) -> CandidateTests | None:
    found = data["own_tests"] if data else None
    if found is None:
        return None
    wrong = [WrongSolution(**each) for each in found["wrong"]]
    caught = sum(each.by is not None for each in wrong)
    return CandidateTests(cases=found["cases"], valid=found["valid"], caught=caught, wrong=wrong)


def own_tests_source(found: CandidateTests | None) -> Source | None:
    if found is None or not found.wrong:
        return None
    return scoring.of_count(Count(found.caught, len(found.wrong)))


def own_tests_evidence(slug: str, found: CandidateTests) -> list[Evidence]:
    said = (
        f"Their own {words.count(found.valid, 'case')} would catch {found.caught} of "
        f"{words.count(len(found.wrong), 'known wrong solution')}"
    )
    return [Evidence(kind="own_tests", text=said, problem=slug)]
