"""A CSV of people to invite: read line by line, with an error for each line that cannot be used."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from pydantic import ValidationError

from assay.store.invitations import Invitee
from assay.web.errors import ApiError, invalid
from assay.web.schema.team import CsvError, InvitationIn

COLUMNS = ("name", "email", "opens_at", "closes_at")
REQUIRED = ("name", "email")
MAX_LINES = 20_000
_HEADER_REMEDY = "Begin the file with the line name,email or name,email,opens_at,closes_at."
_REMEDIES = {
    "name": "Write the person's name in one line of at most 120 characters.",
    "email": "Write an address such as grace@example.org.",
    "opens_at": "Write a time with its zone, such as 2026-12-24T18:00:00Z or 2026-12-24T19:00:00+01:00.",
    "closes_at": "Write a time with its zone, such as 2026-12-24T18:00:00Z or 2026-12-24T19:00:00+01:00.",
}


@dataclass
class People:
    """``good`` with the number of the line that each began on; ``lines`` counts those that held anything,
    the header not among them."""

    good: list[tuple[int, Invitee]] = field(default_factory=list)
    errors: list[CsvError] = field(default_factory=list)
    lines: int = 0


def _decoded(body: bytes) -> str:
    """UTF-8, with a byte order mark or without. Raises the 422 for any other encoding."""
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise invalid(
            "The file is in UTF-16, not in UTF-8.", "the file", "Save it as “CSV UTF-8” and send it again."
        )
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = body[: error.start].count(b"\n") + 1
        raise invalid(
            f"The file is not in UTF-8: line {line} holds other bytes.",
            f"line {line}",
            "Save it as “CSV UTF-8” and send it again.",
        ) from error


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Records that hold anything, with the number of the line they begin on. Raises the 422 for bad quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    start = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                yield start, [cell.strip() for cell in record]
            start = reader.line_num + 1
    except csv.Error as error:
        raise invalid(
            f"The quotes in line {start} do not close as they should ({error}).",
            f"line {start}",
            'Put a cell with a comma or a quote in quotes, and double each quote within: "Grace ""Amazing"" Hopper".',
        ) from error


def _header(record: list[str]) -> list[str]:
    """The columns' names. Raises the 422 when they are not those that are known."""
    names = [cell.lower() for cell in record]
    if len(record) == 1 and ";" in record[0]:
        raise invalid(
            "The columns are separated by semicolons.",
            "line 1",
            "Save the file with commas between the columns.",
        )
    for name in names:
        if name not in COLUMNS:
            raise invalid(f"The header has an unknown column {name!r}.", "line 1", _HEADER_REMEDY)
        if names.count(name) > 1:
            raise invalid(f"The header has the column {name!r} twice.", "line 1", _HEADER_REMEDY)
    for name in REQUIRED:
        if name not in names:
            raise invalid(f"The header lacks the column {name!r}.", "line 1", _HEADER_REMEDY)
    return names


def _person(cells: dict[str, str], now: datetime) -> Invitee:
    """Raises ValueError with message and remedy."""
    for name in REQUIRED:
        if not cells.get(name):
            raise ValueError(f"The {name} is missing.", _REMEDIES[name])
    try:
        person = InvitationIn.model_validate({name: cell for name, cell in cells.items() if cell})
    except ValidationError as error:
        first = error.errors()[0]
        if not first["loc"]:
            raise ValueError("It closes before it opens.", "Make closes_at later than opens_at.") from error
        name = str(first["loc"][0])
        value = cells[name] if len(cells[name]) <= 60 else cells[name][:60] + "…"
        raise ValueError(f"{value!r} cannot be used as {name}.", _REMEDIES[name]) from error
    if person.closes_at is not None and person.closes_at <= now:
        raise ValueError("The window is over before it began.", "Choose a closes_at in the future.")
    return Invitee(person.name, person.email.lower(), person.opens_at, person.closes_at)


def read_people(body: bytes, now: datetime) -> People:
    """Raises an ApiError (422) where the file as a whole cannot be read; else errors are by line."""
    records = _records(_decoded(body))
    first = next(records, None)
    if first is None:
        raise invalid("The file is empty.", "the file", _HEADER_REMEDY)
    columns = _header(first[1])
    people = People()
    seen: dict[str, int] = {}
    for line, record in records:
        people.lines += 1
        if people.lines > MAX_LINES:
            raise ApiError(
                413, f"The file has more than {MAX_LINES} lines.", remedy="Send it in several parts."
            )
        try:
            if len(record) > len(columns):
                raise ValueError(
                    f"There are {len(record)} columns where the header has {len(columns)}.",
                    "Put a name that holds a comma in quotes.",
                )
            person = _person(dict(zip(columns, record, strict=False)), now)
            if person.email in seen:
                raise ValueError(
                    f"{person.email} is already in line {seen[person.email]}.",
                    "Leave one of the two lines out.",
                )
        except ValueError as error:
            message, remedy = error.args
            people.errors.append(CsvError(line=line, message=message, remedy=remedy))
            continue
        seen[person.email] = line
        people.good.append((line, person))
    return people
