"""Runs SQL on SQLite: the script on stdin makes the data, the candidate's statements work on it.

Arguments: "check" or "run", the path of the candidate's file. The rows of the last statement that gives any
are the output, one to a line: columns divided by tabs, NULL as "NULL", floats in the shortest form that reads
back as the same and whole ones without a point, blobs as "\\x" and hexadecimal digits; a backslash, tab or line
break within a text as "\\\\", "\\t", "\\n", "\\r". What follows the line "-- after the submission" of the script
runs last, and then its rows are the output: for statements that change data.
"""

import sqlite3
import sys
from typing import NoReturn

AFTER = "-- after the submission"
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def statements(text: str) -> list[tuple[int, str]]:
    """Each with the number of the line in which it begins."""
    found: list[tuple[int, str]] = []
    begun, line = "", 1
    start = 1
    for piece in text.split(";"):
        if not begun.strip():
            leading = len(piece) - len(piece.lstrip())
            start = line + piece[:leading].count("\n") if piece.strip() else line
        begun += piece + ";"
        line += piece.count("\n")
        if sqlite3.complete_statement(begun):
            if begun.strip(" \t\r\n;"):
                found.append((start, begun))
            begun = ""
    rest = begun[:-1]
    if rest.strip(" \t\r\n;"):
        found.append((start, rest))
    return found


def only_comments(statement: str) -> bool:
    lines = [line.split("--")[0].strip() for line in statement.splitlines()]
    return not "".join(lines).strip("; ")


def shown(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, float):
        if value != value or value in (float("inf"), float("-inf")):
            return {"inf": "Infinity", "-inf": "-Infinity"}.get(str(value), "NaN")
        return repr(value)[:-2] if repr(value).endswith(".0") else repr(value)
    if isinstance(value, bytes):
        return "\\x" + value.hex()
    return str(value).translate(ESCAPES)


def fail(message: str) -> NoReturn:
    sys.stdout.flush()
    sys.stderr.write(f"{message}\n")
    sys.exit(1)


def where(statement: str, line: int, message: str) -> int:
    """The line of what the message is about, where that is named and occurs once."""
    if message.startswith('near "'):
        token = message[6:].rsplit('"', 1)[0]
        if token and statement.count(token) == 1:
            line += statement[: statement.index(token)].lstrip("\n").count("\n")
    return line


def run(database: sqlite3.Connection, text: str, name: str) -> list[tuple[object, ...]] | None:
    """Rows of the last statement that gave any; None where none did."""
    rows = None
    for line, statement in statements(text):
        if only_comments(statement):
            continue
        try:
            cursor = database.execute(statement)
            if cursor.description is not None:
                rows = cursor.fetchall()
        except sqlite3.Error as error:
            fail(f"{name}:{where(statement, line, str(error))}: {error}")
    return rows


def check(path: str, text: str) -> NoReturn:
    database = sqlite3.connect(":memory:", isolation_level=None)
    wrong = False
    for line, statement in statements(text):
        if only_comments(statement):
            continue
        try:
            database.execute(f"EXPLAIN {statement}")
        except sqlite3.Error as error:
            # Of tables and columns it can know nothing yet.
            if any(sign in str(error) for sign in ("syntax error", "unrecognized token", "incomplete input")):
                sys.stderr.write(f"{path}:{where(statement, line, str(error))}: {error}\n")
                wrong = True
    sys.exit(1 if wrong else 0)


def main(mode: str, path: str) -> None:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    if mode == "check":
        check(path, text)
    script = sys.stdin.buffer.read().decode()
    before, found, after = script.partition(AFTER)
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.executescript(f"PRAGMA foreign_keys = ON;\n{before}")
    except sqlite3.Error as error:
        fail(f"the test's own script: {error}")
    rows = run(database, text, path)
    if found:
        rows = run(database, after, "the test's own script")
    write = sys.stdout.write
    for row in rows or ():
        write("\t".join(map(shown, row)) + "\n")


main(*sys.argv[1:])
