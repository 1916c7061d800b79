"""What is kept of a report so that it can be compared. Imports little: each report that is made passes here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from assay.report.comparison_document import ComparedAbility, ComparedProblem, ComparedScore, Figures


def figures(document: Mapping[str, Any]) -> Figures:
    """What is kept of a report (``Report`` as JSON, of any version) for comparisons."""
    overall = document.get("overall")
    return Figures(
        report_version=document["schema_version"],
        assay=document["assay"],
        problems=[
            ComparedProblem(slug=each["slug"], title=each["title"], digest=each["digest"])
            for each in document["problems"]
        ],
        scores=[
            ComparedScore(name=part["name"], value=part["value"], low=part["low"], high=part["high"])
            for part in ([overall] if overall else []) + document["parts"]
        ],
        ability=_ability(document),
    )


def _ability(document: Mapping[str, Any]) -> ComparedAbility | None:
    if "ability" in document:
        found = document["ability"]
        if found is None:
            return None
        error = found.get("error") or (found["high"] - found["low"]) / (2 * 1.645)
        return ComparedAbility(value=found["value"], error=error, low=found["low"], high=found["high"])
    from assay.measure.ability import Answer, ability  # a quarter of a second to import, for old reports only
    from assay.measure.graded import authored, band

    # A report of before abilities were in it says enough to tell one: the share of each problem, how hard it is.
    answers = []
    for problem in document["problems"]:
        whole = next((part for part in problem["parts"] if part["name"] == "overall"), None)
        if whole is not None and whole["value"] is not None:
            answers.append(Answer(authored(problem["difficulty"], "medium"), band(whole["value"] / 100)))
    if not answers or len(answers) < len(document["problems"]):
        return None
    told = ability(answers)
    return ComparedAbility(value=told.value, error=told.error, low=told.low, high=told.high)
