"""A CSV of people: encodings, quotes, headers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assay.web.errors import ApiError
from assay.web.team.people import MAX_LINES, read_people

NOW = datetime(2026, 11, 23, tzinfo=UTC)


def names(body: bytes) -> list[str]:
    people = read_people(body, NOW)
    assert people.errors == []
    return [person.name for _, person in people.good]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_newlines_and_byte_order_marks(newline: str, encoding: str) -> None:
    text = newline.join(["Name , EMAIL", "Zoë,z@example.org", '"A ""B"" C",a@example.org', ""])
    assert names(text.encode(encoding)) == ["Zoë", 'A "B" C']


def test_columns_in_any_order_and_lines_without_anything() -> None:
    assert names(b"\n\nemail,name\n\n , \na@example.org,A\n") == ["A"]


def test_line_numbers_count_lines_of_the_file() -> None:
    people = read_people(b'name,email\n"two\nlines",a@example.org\nB,b@example.org\n', NOW)
    assert [error.line for error in people.errors] == [2]
    assert [line for line, _ in people.good] == [4]


def test_separators_inside_text_are_not_line_ends() -> None:
    assert names("name,email\nA\u2028B,a@example.org\n".encode()) == ["A\u2028B"]


def test_times_are_taken_with_their_zone() -> None:
    ((_, person),) = read_people(
        b"name,email,opens_at,closes_at\nA,a@b.c,2026-12-01T09:00:00+01:00,2026-12-02T09:00:00Z\n", NOW
    ).good
    assert person.opens_at == datetime(2026, 12, 1, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"a,b\n", "unknown column 'a'"),
        (b"name\n", "lacks the column 'email'"),
        (b"name,email,name\n", "twice"),
        (b"name;email\nA;a@b.c\n", "semicolons"),
        (b"Grace,grace@example.org\n", "unknown column"),
        ("name,email\nÉmile,e@example.org\n".encode("latin-1"), "line 2"),
        ("name,email\n".encode("utf-16"), "UTF-16"),
        (b'name,email\n"A,a@b.c\n', "quotes in line 2"),
        (b'name,email\n"A"x,a@b.c\n', "quotes in line 2"),
    ],
)
def test_file_that_cannot_be_read(body: bytes, says: str) -> None:
    with pytest.raises(ApiError) as caught:
        read_people(body, NOW)
    assert caught.value.status == 422
    assert says in caught.value.problem.message
    assert caught.value.problem.remedy


def test_too_many_lines() -> None:
    with pytest.raises(ApiError) as caught:
        read_people(b"name,email\n" + b",\nx,y\n" * (MAX_LINES + 1), NOW)
    assert caught.value.status == 413


@pytest.mark.parametrize("cell", [b"\x00", b"a\x00b", b"x" * 200])
def test_cells_that_cannot_be_names(cell: bytes) -> None:
    people = read_people(b"name,email\n" + cell + b",a@b.c\n", NOW)
    assert [error.line for error in people.errors] == [2]
    assert people.good == []
