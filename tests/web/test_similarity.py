"""Answers of a position that are alike, through the API: which are shown, to whom, and what is said of them."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bench._disguises import renamed

from assay.store import sitting
from assay.store.ids import new_id
from tests.report.test_comparison import document
from tests.web.people import Company, add_signed_in

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
SOLUTIONS = Path(__file__).resolve().parents[2] / "bench" / "similarity_solutions" / "cart-total"
CART = {path.stem: path.read_text() for path in sorted(SOLUTIONS.glob("*.py"))}
COPY = renamed(CART["g"])
SLUG = "cart-total"


async def ended(company: Company, name: str, code: str, **more: Any) -> str:
    """A session that handed in ``code``; ``email``, ``language`` and ``reason`` may be given."""
    invited = await company.invite(name, more.get("email", f"{new_id()}@example.org"))
    session: str = invited["session"]
    found = document(60, problems=(SLUG,))
    found["problems"][0] |= {"language": more.get("language", "python"), "file": "solution.py", "code": code}
    at = AT + timedelta(minutes=more.get("minute", 0))
    async with company.app.state.services.database.write() as s:
        values = {"state": "ended", "started_at": at, "ended_at": at, "ended_reason": more.get("reason")}
        await sitting.set_row(s, session, values)
        await sitting.add_report(s, session, f"{session:0>64}", found, at)
    return session


async def everybody(company: Company, but: str = "", **more: str) -> dict[str, str]:
    """The independent answers (``but`` one), and ``more``: name to session."""
    answers = {name: code for name, code in (CART | more).items() if name != but}
    return {name: await ended(company, name, code) for name, code in answers.items()}


async def alike(company: Company) -> dict[str, Any]:
    """What is found, once it is."""
    for _ in range(60):
        answer = await company.owner.get(f"/api/positions/{company.position}/similarity")
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        if all(each["state"] != "comparing" for each in found["problems"]):
            return found
        await asyncio.sleep(0.5)
    raise AssertionError("still comparing")


async def test_a_copy_among_independent_answers(company: Company) -> None:
    await company.owner.post(
        f"/api/positions/{company.position}/plans", json=company.plan(sections=[{"problem": SLUG}])
    )
    sessions = await everybody(company, copy=COPY)
    found = await alike(company)
    assert found["title"] == "Backend engineer"
    [problem] = found["problems"]
    assert (problem["state"], problem["answers"], problem["searched"]) == ("compared", 9, 36)
    pair = problem["pairs"][0]
    assert {pair["one"]["candidate"], pair["other"]["candidate"]} == {"g", "copy"}
    assert pair["words"] == "As alike as at most 1 in 45 independent pairs of this problem."
    assert pair["chance"] == "Of the 36 pairs compared here, about 1 would be as alike by chance."
    assert not {"cheat", "copied", "plagiar"} & set(str(found).lower().split())
    assert "No score depends on it" in " ".join(found["rules"])
    assert "fit to decide about a person" in " ".join(found["no_detector"])

    path = f"/api/positions/{company.position}/similarity/{SLUG}/{sessions['g']}/{sessions['copy']}"
    sides = (await company.owner.get(path)).json()
    assert {sides["one"]["code"], sides["other"]["code"]} == {CART["g"], COPY}
    assert sides["pair"] == pair
    assert [part["label"] for part in sides["parts"]] == list("ABCDEFGH")[: len(sides["parts"])]
    for side in ("one", "other"):
        count = len(sides[side]["code"].splitlines())
        places = [part[side] for part in sides["parts"]]
        assert all(1 <= place["first"] <= place["last"] <= count for place in places)
    for other in (f"{sessions['a']}/{sessions['b']}", f"{sessions['g']}/{sessions['g']}"):
        answer = await company.owner.get(f"/api/positions/{company.position}/similarity/{SLUG}/{other}")
        assert answer.status_code == 409
        assert "not unusually alike" in answer.json()["message"]


async def test_who_may_not_see_it(company: Company, other_company: Company) -> None:
    one, other = await ended(company, "Ada", CART["g"]), await ended(company, "Zoë", COPY)
    async with await add_signed_in(company.app, company.name, "Inviter", ["invite", "positions"]) as inviter:
        for path in ("similarity", f"similarity/{SLUG}/{one}/{other}"):
            place = f"/api/positions/{company.position}/{path}"
            assert (await other_company.owner.get(place)).status_code == 404
            assert (await inviter.get(place)).status_code == 403


async def test_only_answers_of_the_same_organization_count(company: Company, other_company: Company) -> None:
    await everybody(other_company)
    await ended(company, "Ada", CART["g"])
    await ended(company, "Zoë", COPY)
    [problem] = (await alike(company))["problems"]
    assert (problem["answers"], problem["earlier"]) == (2, 0)
    [pair] = problem["pairs"]
    # Held against each other and the right solutions that came with the problem, and nobody else.
    assert pair["verdict"] == "too few to tell"
    assert pair["words"].startswith("Too few to tell: there is only ")
    assert pair["chance"] is None


async def test_earlier_answers_of_other_positions_are_held_against(company: Company) -> None:
    company.problems = [SLUG]
    first = company.position
    await company.owner.post(f"/api/positions/{first}/plans", json=company.plan())
    await everybody(company, but="g")
    made = await company.owner.post("/api/positions", json={"title": "Data engineer"})
    company.position = made.json()["id"]
    await company.owner.post(f"/api/positions/{company.position}/plans", json=company.plan())
    await ended(company, "Ada", CART["g"])
    await ended(company, "Zoë", COPY)
    [problem] = (await alike(company))["problems"]
    assert (problem["answers"], problem["earlier"], problem["searched"]) == (2, 7, 1)
    assert [pair["verdict"] for pair in problem["pairs"]] == ["compared"]


async def test_one_answer_of_a_person_and_none_of_who_withdrew(company: Company) -> None:
    await ended(company, "Ada", CART["g"], email="ada@example.org")
    again = await ended(company, "Ada", COPY, email="ada@example.org", minute=5)
    await ended(company, "Willa", CART["g"], reason="withdrawn")
    assert (await alike(company))["problems"][0]["answers"] == 1
    other = await ended(company, "Zoë", CART["g"])
    [problem] = (await alike(company))["problems"]
    assert {problem["pairs"][0][side]["session"] for side in ("one", "other")} == {again, other}


async def test_little_code_and_unknown_languages(company: Company) -> None:
    await ended(company, "Ada", "def cart_total(items):\n    return sum(items)\n")
    await ended(company, "Zoë", "def cart_total(xs):\n    return sum(xs)\n")
    await ended(company, "Ole", "begin end.", language="pascal")
    await ended(company, "Half", "x = '\ud800'\n" + CART["a"])
    [problem] = (await alike(company))["problems"]
    assert (problem["answers"], problem["too_short"], problem["unread"]) == (4, 2, 1)
    assert all(pair["verdict"] != "compared" for pair in problem["pairs"])


async def test_nobody_yet(company: Company) -> None:
    assert (await alike(company))["problems"] == []


async def test_the_same_answers_are_compared_once(company: Company) -> None:
    await ended(company, "Ada", CART["g"])
    await ended(company, "Zoë", COPY)
    found = await alike(company)
    kept = company.app.state.services.likeness._found
    assert len(kept) == 1
    assert await alike(company) == found
    assert len(kept) == 1
    await ended(company, "Noor", CART["a"])
    await alike(company)
    assert len(kept) == 2
