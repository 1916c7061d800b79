"""The demo's scripts name what the bank has, and fit into their plans."""

from assay.bank.library import Library
from assay.demo import company

LIBRARY = Library(Library.default_folder()).packages


def test_every_problem_and_solution_that_a_script_names_is_in_the_bank() -> None:
    for sitting in company.SITTINGS:
        problem = ""
        for step in sitting.steps:
            if isinstance(step, company.View):
                problem = step.problem
                plan = company.OPENINGS[sitting.opening].plan
                assert problem in {section.problem for section in plan.sections}, sitting.name
                assert step.language in plan.languages, sitting.name
            elif isinstance(step, company.Write):
                file = LIBRARY[problem].root / "submissions" / step.submission
                assert file.is_file(), f"{sitting.name}: {file}"
                file.read_text().encode("ascii")


def test_nobody_is_invited_twice_to_the_same_position() -> None:
    people = [(sitting.opening, sitting.email) for sitting in company.SITTINGS]
    people += [(one.opening, company.email(one.name)) for one in (*company.AWAITED, company.VISITOR)]
    assert len(people) == len(set(people))
