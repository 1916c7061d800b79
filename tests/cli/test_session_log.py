"""``assay session`` on a data folder with one session, and on an exported log."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import update
from typer.testing import CliRunner, Result

from assay.cli.session import app
from assay.interview.plan import Plan, Section
from assay.log.chain import START, SessionKey, seal
from assay.log.events import Event
from assay.log.ledger import Ledger
from assay.store import invitations, logs, members, plans, positions
from assay.store.engine import open_database, sqlite_url
from assay.store.invitations import Invitee
from assay.store.migrate import migrate
from assay.store.secret import MasterKey
from assay.store.sitting import facts
from assay.store.tables import LogBatch
from tests.log.helpers import AT, FILE, edit, file_event, push, write

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def fill(folder: Path) -> str:
    """A session with three batches of events; its id."""
    master = MasterKey.load_or_make(folder)
    async with open_database(sqlite_url(folder / "assay.db")) as database:
        await migrate(database)
        async with database.write() as s:
            member = await members.add_member(
                s, organization="A", name="M", email="m@example.org", password_hash="x"
            )
            known = await members.by_email(s, "m@example.org")
            assert known
            place = await positions.add_position(s, known[0].organization, "Engineer", "", NOW)
            position = await positions.own_position(s, known[0].organization, place, lock=True)
            assert position
            plan = Plan(sections=[Section(problem="cart-total")], minutes=60, languages=["python"])
            version = await plans.add_plan(s, place, plan, member, NOW)
            made, _ = await invitations.invite(
                s, position, version, [Invitee("C", "c@example.org")], NOW, master, finished=False
            )
            session = made[0].session
            about = await facts(s, session)
            assert about
            key = SessionKey(master.open(session, about.key_sealed))
            previous = START
            for index, events in enumerate(small_log()):
                batch = seal(session, index, events, previous, AT, key)
                previous = batch.hash
                await logs.append(s, [logs.Appended(session, batch, AT, {events[-1].writer: events[-1].n})])
    return session


def small_log() -> list[list[Event]]:
    ledger = Ledger()
    return [
        write(ledger, *file_event("a\n")),
        push(ledger, "tab", [edit(1, 0, [2, [0, "b\ud800"]]), edit(2, 1, [[1, "A"], 3])]),
        push(ledger, "tab", [edit(3, 2, [4, [0, "!"]])]),
    ]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("data")
    return folder, asyncio.run(fill(folder))


def call(*arguments: str | Path) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_whole_log_verifies(filled: tuple[Path, str]) -> None:
    folder, session = filled
    result = call("verify", session, "--data", folder)
    assert result.exit_code == 0, result.output
    assert "the chain holds" in result.stdout and f"{FILE}: 3 edits" in result.stdout
    document = json.loads(call("verify", session, "--data", folder, "--json").stdout)
    assert document["ok"] and document["events"] == 4 and document["texts_checked"]
    assert document["files"][0]["code_units"] == 5


def test_an_export_verifies_without_the_key(filled: tuple[Path, str], tmp_path: Path) -> None:
    folder, session = filled
    file = tmp_path / "log.assaylog"
    assert call("export", session, "--data", folder, "--output", file).exit_code == 0
    assert call("export", session, "--data", folder).stdout_bytes == file.read_bytes()
    result = call("verify", file)
    assert result.exit_code == 0 and "without the key" in result.stdout
    lines = file.read_bytes().splitlines(keepends=True)
    row = json.loads(lines[1])
    row["sealed"] = row["sealed"][:-8] + "AAAAAAA="
    file.write_bytes(lines[0] + json.dumps(row).encode() + b"\n" + lines[2])
    result = call("verify", file)
    assert result.exit_code == 1 and "BROKEN  events 2 to 3" in result.stdout
    file.write_bytes(b"not a log")
    result = call("verify", file)
    assert result.exit_code == 2 and "line 1 is not a sealed batch" in result.stderr


def test_the_text_at_any_event(filled: tuple[Path, str]) -> None:
    folder, session = filled
    text = "A\nb\ud800!"
    assert call("replay", session, "-f", FILE, "--data", folder).stdout_bytes == text.encode(
        "utf-8", "surrogatepass"
    )
    assert call("replay", session, "-f", FILE, "--at", "1", "--data", folder).stdout == "a\n"
    document = json.loads(call("replay", session, "-f", FILE, "--at", "3", "--json", "--data", folder).stdout)
    assert document == {"session": session, "file": FILE, "seq": 3, "changed_at": 3, "text": "A\nb\ud800"}
    assert f"{FILE}: 3 edits" in call("replay", session, "--data", folder).stdout


def test_wrong_use_says_what_to_do(filled: tuple[Path, str], tmp_path: Path) -> None:
    folder, session = filled
    for arguments, words in (
        (["verify", "nobody", "--data", folder], "no session 'nobody'"),
        (["verify", session, "--data", tmp_path], "no database"),
        (["replay", session, "-f", "x/y.py", "--data", folder], f"it has: {FILE}"),
        (["replay", session, "-f", FILE, "--step", "--data", folder], "needs a terminal"),
    ):
        result = call(*arguments)  # type: ignore[arg-type]
        assert result.exit_code == 2 and words in result.stderr, result.output


def test_a_byte_altered_in_the_database_is_named(tmp_path: Path) -> None:
    session = asyncio.run(fill(tmp_path))

    async def alter() -> None:
        async with open_database(sqlite_url(tmp_path / "assay.db")) as database, database.write() as s:
            batch = (await logs.batches(s, session))[1]
            altered = bytes([batch.sealed[0] ^ 1, *batch.sealed[1:]])
            await s.execute(update(LogBatch).where(LogBatch.idx == 1).values(sealed=altered))

    asyncio.run(alter())
    result = call("verify", session, "--data", tmp_path)
    assert result.exit_code == 1 and "BROKEN  events 2 to 3" in result.stdout
    faults = json.loads(call("verify", session, "--data", tmp_path, "--json").stdout)["faults"]
    assert [(fault["first_seq"], fault["last_seq"]) for fault in faults] == [(2, 3)]
    assert call("replay", session, "-f", FILE, "--data", tmp_path).exit_code == 1
