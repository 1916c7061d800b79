"""Problems as a candidate sees them: statement, samples, starter code in each language that is offered."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from assay.bank import statement
from assay.bank.package import Package
from assay.interview.plan import Plan
from assay.judge.languages import LANGUAGES, LanguageSpec
from assay.judge.starters import starter
from assay.web.schema.candidate import ProblemView, Sample, Starter


class MissingProblem(Exception):
    """The plan names a problem that this server's bank does not have (any more)."""


def offered(package: Package, allowed: Sequence[str], here: Collection[str]) -> list[LanguageSpec]:
    """Languages that the plan allows, the problem takes and this machine has, in the plan's order."""
    own = package.interview.languages if package.interview else None
    return [
        LANGUAGES[language]
        for language in allowed
        if language in here
        and language in LANGUAGES
        and package.mode in LANGUAGES[language].modes
        and (not LANGUAGES[language].by_name_only if own is None else language in own)
    ]


def file_name(package: Package, language: LanguageSpec) -> str:
    name = language.function_file if package.mode == "function" else language.file_name
    if name is None:
        raise ValueError(f"{language.name} is not offered for function problems")
    return name


def file_id(package: Package, language: LanguageSpec) -> str:
    """Of the candidate's file in this language. Where several languages call theirs alike (Python and PyPy), all
    but the first have their own name in it, whichever of them are offered."""
    name = file_name(package, language)
    modes = "function_file" if package.mode == "function" else "file_name"
    first = next(one for one in LANGUAGES.values() if getattr(one, modes) == name)
    return f"{package.slug}/{name if first.id == language.id else f'{language.id}-{name}'}"


def starters(package: Package, allowed: Sequence[str], here: Collection[str]) -> list[Starter]:
    return [
        Starter(
            language=language.id,
            file=file_id(package, language),
            text=package.starters.get(language.id) or starter(language.id, package.signature),
        )
        for language in offered(package, allowed, here)
    ]


def view(package: Package, starters: list[Starter], minutes: int | None) -> ProblemView:
    samples = [file.read() for file in package.samples]
    return ProblemView(
        slug=package.slug,
        title=package.title,
        statement_html=statement.html(package.statement_markdown),
        statement_text=package.statement_markdown,
        mode=package.mode,
        samples=[
            Sample(
                name=sample.name,
                input=sample.input.decode("utf-8", "replace"),
                answer=(sample.answer or b"").decode("utf-8", "replace"),
            )
            for sample in samples
        ],
        starters=starters,
        time_limit_s=package.limits.cpu_s,
        memory_mib=package.limits.memory_mib,
        minutes=minutes,
    )


def packages_of(plan: Plan, packages: dict[str, Package]) -> list[Package]:
    """The plan's problems in order. Raises MissingProblem."""
    for section in plan.sections:
        if section.problem not in packages:
            raise MissingProblem(section.problem)
    return [packages[section.problem] for section in plan.sections]


def first_files(plan: Plan, packages: Sequence[Package], here: Collection[str]) -> list[dict[str, Any]]:
    """Data of the ``file`` events at the start: one for each problem and language."""
    return [
        {"file": made.file, "problem": package.slug, "language": made.language, "text": made.text}
        for package in packages
        for made in starters(package, plan.languages, here)
    ]
