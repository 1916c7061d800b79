"""``assay measure`` as a command."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from typer.testing import CliRunner

from assay.cli.main import app
from assay.store import tables
from assay.store.engine import open_database, sqlite_url
from assay.store.migrate import migrate
from tests.store.sittings import add_session

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = json.loads((ROOT / "docs" / "schema" / "measure-simulate.schema.json").read_text())
QUICK = ("-k", "3", "--candidates", "1000")


def simulate(*arguments: str) -> str:
    done = CliRunner().invoke(app, ["measure", "simulate", *arguments])
    assert done.exit_code == 0, done.output
    return done.stdout


def test_our_own_bank_gains_nothing_by_its_authors_word_and_is_told_so() -> None:
    found: dict[str, Any] = json.loads(simulate(*QUICK, "--json"))
    jsonschema.validate(found, SCHEMA)
    assert found["size"] == len(list((ROOT / "problems").iterdir()))
    first = found["cases"][0]
    assert (first["difficulties"], first["problems"], first["gains"]) == ("guessed", 3, False)
    assert first["verdict"].startswith("Adaptivity gains nothing here")
    assert [each["strategy"] for each in first["outcomes"]] == ["random", "fixed", "adaptive"]


def test_made_up_items_for_people_and_the_same_each_time() -> None:
    said = simulate("--items", "20", "--seed", "4", *QUICK)
    assert said == simulate("--items", "20", "--seed", "4", *QUICK)
    assert "Difficulties known (calibrated): 3 problems each, bound 0." in said
    assert said != simulate("--items", "20", "--seed", "5", *QUICK)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--items", "20", "--bank", "problems"), "not both"),
        (("--bank", "nowhere"), "no folder nowhere"),
        (("--items", "5", "-k", "6"), "too few"),
        (("--bank", str(ROOT / "problems" / "cart-total")), "too few"),
    ],
)
def test_wrong_use(arguments: tuple[str, ...], words: str) -> None:
    done = CliRunner().invoke(app, ["measure", "simulate", *arguments])
    assert done.exit_code == 2
    assert words in done.output


ITEMS = json.loads((ROOT / "docs" / "schema" / "measure-items.schema.json").read_text())
AT = datetime(2026, 11, 23, 9, tzinfo=UTC)


def report(share: float | None, minutes: float, hints: int = 0) -> dict[str, Any]:
    """What of a report tells about problems: one solved to that share, and one of no bank of ours."""
    part = {"name": "correctness", "value": None if share is None else 100 * share}
    one = {"slug": "cart-total", "difficulty": 2, "time_ms": round(minutes * 60_000), "parts": [part]}
    other = {
        "slug": "elsewhere",
        "difficulty": 5,
        "time_ms": 60_000,
        "parts": [{"name": "correctness", "value": 60.0}],
    }
    return {"problems": [one | {"reasoning": {"hints": [{}] * hints}}, other]}


async def store(url: str, reports: list[dict[str, Any]]) -> None:
    async with open_database(url) as database:
        await migrate(database)
        for number, document in enumerate(reports):
            session = await add_session(database)
            async with database.write() as s:
                row = await s.get_one(tables.Session, session)
                row.started_at = AT + timedelta(minutes=number)
                # The newer one counts.
                for later, content in enumerate((report(0.0, 99), document)):
                    s.add(
                        tables.Report(
                            session=session,
                            version_sha256=f"{later:064}",
                            document=content,
                            created_at=AT + timedelta(days=later),
                        )
                    )


def items(folder: Path, *reports: dict[str, Any]) -> tuple[int, dict[str, Any], str]:
    asyncio.run(store(sqlite_url(folder / "assay.db"), list(reports)))
    arguments = ["measure", "items", "--database", sqlite_url(folder / "assay.db"), "--data", str(folder)]
    done = CliRunner().invoke(app, [*arguments, "--json"])
    found: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(found, ITEMS)
    return done.exit_code, found, CliRunner().invoke(app, arguments).stdout


def test_what_sessions_tell_of_problems(tmp_path: Path) -> None:
    status, found, said = items(
        tmp_path, report(1.0, 10), report(1.0, 20), report(0.4, 30), report(1.0, 5, hints=1), report(None, 5)
    )
    assert status == 0
    assert found["sessions"] == 5
    cart, other = found["items"]
    assert (cart["problem"], cart["given"], cart["responses"]) == ("cart-total", 4, 3)
    assert (cart["solved"], cart["minutes"], cart["author_difficulty"]) == (0.6667, 20.0, -1.5)
    assert (other["problem"], other["responses"], other["change"]) == ("elsewhere", 5, None)
    assert "cart-total: given to 4 (80 %), 3 answers without hints" in said
    assert "too few answers" in said


def test_a_problem_that_may_be_known_is_a_no(tmp_path: Path) -> None:
    slow = [report(0.2, 40 + number % 3) for number in range(14)]
    status, found, said = items(tmp_path, *slow, *(report(1.0, 5 + number % 3) for number in range(14)))
    assert status == 1
    assert [each["problem"] for each in found["items"] if each["change"]["leak"]] == ["cart-total"]
    assert "EASIER AND FASTER WITH TIME" in said


def test_no_sessions_yet(tmp_path: Path) -> None:
    assert items(tmp_path)[:2] == (0, {"sessions": 0, "items": []})
