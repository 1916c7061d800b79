"""Runs SQL on PostgreSQL, in a server for this one program: the script on stdin makes the data, the candidate's
statements work on it. See run_sqlite.py for input and output; they are the same here.

Arguments: "check", the folder of the server's programs, the candidate's file, a folder for what "run" then finds
beside itself, and perhaps the archive of an empty database (see make_postgresql.py). Or "run", that folder, the
candidate's file.
"""

import os
import re
import runpy
import subprocess
import sys
import tarfile
from typing import NoReturn

AFTER = "-- after the submission"
DATA, ROWS = "/tmp/data", "/tmp/rows"
BESIDE = os.path.dirname(os.path.abspath(__file__))
ARCHIVE, PLACE = "database.tar", "database.place"
SETTINGS = {
    "dynamic_shared_memory_type": "mmap",
    "fsync": "off",
    "full_page_writes": "off",
    "jit": "off",
    "lc_messages": "C",
    "log_checkpoints": "off",
    "log_error_verbosity": "verbose",
    "log_line_prefix": "",
    "log_min_error_statement": "panic",
    "log_min_messages": "error",
    "max_connections": "4",
    "max_parallel_workers_per_gather": "0",
    "shared_buffers": "8MB",
    "synchronous_commit": "off",
    "timezone": "UTC",
}
SYNTAX_ERROR = "42601"
# A comment, a text in any form, a name in quotes or a dollar-quoted body: what may hold a semicolon.
PIECE = re.compile(
    r"""--[^\n]*|/\*.*?\*/|'(?:[^']|'')*'|"(?:[^"]|"")*"|(\$(?:[A-Za-z_]\w*)?\$).*?\1|;|[^-/'"$;]+|.""",
    re.DOTALL,
)
IGNORED = re.compile(r"(?:\s|--[^\n]*|/\*.*?\*/)*", re.DOTALL)
GIVES_ROWS = re.compile(r"\(*\s*(?:select|with|values|table)\b|.*\breturning\b", re.IGNORECASE | re.DOTALL)
ENDS_TRANSACTION = re.compile(r"(?:commit|rollback|abort|end)\b", re.IGNORECASE)
ERROR = re.compile(r"^(?:ERROR|FATAL|PANIC): +(\w{5}): (.*?)(?: at character (\d+))?$", re.MULTILINE)


class Statement:
    """``text`` begins in line ``line`` of its file."""

    def __init__(self, line: int, text: str) -> None:
        self.line, self.text = line, text

    def line_of(self, character: str | None, before: int = 0) -> int:
        """Of the character with that number, counted from 1 with ``before`` put in front."""
        at = max(0, int(character) - 1 - before) if character is not None else 0
        return self.line + self.text.count("\n", 0, at)


def statements(text: str) -> list[Statement]:
    """Without their semicolons; comments alone are none."""
    found: list[Statement] = []
    begun, line = "", 1
    for match in PIECE.finditer(f"{text}\n;"):
        if match[0] != ";":
            begun += match[0]
            continue
        blank = IGNORED.match(begun)
        skipped = blank.end() if blank is not None else 0
        if skipped < len(begun):
            found.append(Statement(line + begun.count("\n", 0, skipped), begun[skipped:].rstrip()))
        line += begun.count("\n")
        begun = ""
    return found


def fail(message: str) -> NoReturn:
    sys.stderr.write(f"{message}\n")
    sys.exit(1)


def unpack(archive: str) -> None:
    os.mkdir(DATA, 0o700)
    with tarfile.open(archive) as kept:
        for member in kept:
            member.uid, member.gid = os.getuid(), os.getgid()
            kept.extract(member, DATA)
    os.chmod(DATA, 0o700)


def run(programs: str, given: list[str], *, to_the_end: bool) -> tuple[int, int, str]:
    """Exit status, number of statements that were begun, and errors. ``to_the_end``: errors end nothing."""
    settings = {**SETTINGS, "exit_on_error": "off" if to_the_end else "on"}
    options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
    # A statement ends with a semicolon and an empty line; one that stands within it gets a blank.
    text = "".join(each.replace(";\n\n", ";\n \n") + ";\n\n" for each in given)
    done = subprocess.run(
        [f"{programs}/postgres", "--single", "-j", "-D", DATA, *options, "template1"],
        input=text.encode(),
        capture_output=True,
        cwd="/tmp",
    )
    begun = done.stdout.count(b"backend> ")  # what it says before it reads one
    return done.returncode, begun, done.stderr.decode(errors="replace")


def check(programs: str, path: str, given: list[Statement]) -> NoReturn:
    """In a transaction that has failed nothing is done, but everything is parsed."""
    parsed = [each for each in given if not ENDS_TRANSACTION.match(each.text)]
    _, _, said = run(programs, ["BEGIN", "SELECT 1/0", *(each.text for each in parsed)], to_the_end=True)
    errors = list(ERROR.finditer(said))[1:]
    wrong = [(each, error) for each, error in zip(parsed, errors, strict=False) if error[1] == SYNTAX_ERROR]
    for each, error in wrong:
        sys.stderr.write(f"{path}:{each.line_of(error[3])}: {error[2]}\n")
    sys.exit(1 if wrong else 0)


def keep(programs: str, path: str, folder: str, archive: str | None) -> str:
    """Leaves what a run needs; where the empty database is."""
    with open(path, "rb") as source, open(f"{folder}/{os.path.basename(path)}", "wb") as copied:
        copied.write(source.read())
    if archive is None:
        archive = f"{folder}/{ARCHIVE}"
        runpy.run_path(f"{BESIDE}/make_postgresql.py")["make"](programs, archive)
    else:
        with open(f"{folder}/{PLACE}", "w") as place:
            place.write(archive)
    return archive


def kept() -> str:
    """Where the empty database is."""
    if not os.path.exists(f"{BESIDE}/{PLACE}"):
        return f"{BESIDE}/{ARCHIVE}"
    with open(f"{BESIDE}/{PLACE}") as place:
        return place.read()


def main(mode: str, programs: str, path: str, *more: str) -> None:
    with open(path, encoding="utf-8") as file:
        given = statements(file.read())
    if mode == "check":
        unpack(keep(programs, path, more[0], more[1] if len(more) > 1 else None))
        check(programs, path, given)
    unpack(kept())
    before, found, after = sys.stdin.buffer.read().decode().partition(AFTER)
    first, last = statements(before), statements(after) if found else []
    everything = [*first, *given, *last]
    asked = last if found else given
    giving = [each for each in asked if GIVES_ROWS.match(each.text)]
    head = "COPY ("
    texts = [
        f"{head}{each.text}\n) TO '{ROWS}' WITH (NULL 'NULL')" if giving and each is giving[-1] else each.text
        for each in everything
    ]
    status, begun, said = run(programs, texts, to_the_end=False)
    error = ERROR.search(said)
    if error is not None and 0 < begun <= len(everything):
        each = everything[begun - 1]
        if each in first or each in last:
            fail(f"the test's own script: {error[2]}")
        shift = len(head) if giving and each is giving[-1] else 0
        fail(f"{path}:{each.line_of(error[3], shift)}: {error[2]}")
    if status != 0:
        fail(said.strip() or f"the server ended with status {status}")
    if giving:
        with open(ROWS, "rb") as rows:
            while part := rows.read(1 << 20):
                sys.stdout.buffer.write(part)


if __name__ == "__main__":
    main(*sys.argv[1:])
