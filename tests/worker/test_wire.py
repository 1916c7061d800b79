"""Messages, documents, keys and the cache: what is damaged or of another version is told apart."""

from __future__ import annotations

import json
import zlib
from pathlib import Path

import pytest

from assay.judge.model import (
    Comparison,
    Limits,
    Program,
    Result,
    Test,
    TestResult,
    Validator,
    Verdict,
)
from assay.judge.signature import Parameter, Signature, Type
from assay.worker import wire
from assay.worker.cache import Cache
from assay.worker.credentials import Credentials, CredentialsError
from assay.worker.subjects import BadName, worker_permissions

BYTES = bytes(range(256))
PROGRAM = Program(
    "python",
    "print('é\U0001f600')",
    Signature("f", (Parameter("xs", Type("list", Type("int"))),), Type("optional", Type("float"))),
    {"helper.py": BYTES},
    "main.py",
)


@pytest.mark.parametrize(
    "value",
    [
        wire.Own(PROGRAM, Limits(cpu_s=0.5), True, True),
        wire.Tests(
            (Test("a", "samples", BYTES, BYTES, ("-x",), {"f": BYTES}, ("y",)), Test("b", "own", b"")),
            Comparison("validator", ("case_sensitive",), validator=Validator(PROGRAM, "testlib", passes=2)),
        ),
        TestResult(
            "a", "own", Verdict.WA, 0.1, 0.2, 5.0, "exit status 1", BYTES, BYTES, cpu_runs_s=(0.1, 0.2)
        ),
        Result(Verdict.JE, (), "said", "words", {"tier": "x"}, float("inf")),
    ],
    ids=lambda value: type(value).__name__,
)
def test_values_of_the_judge_cross_as_they_are(value: object) -> None:
    assert wire.from_document(type(value), wire.to_document(value)) == value


@pytest.mark.parametrize(
    "content",
    [b"", b"nonsense", zlib.compress(b"[]"), zlib.compress(b"{}"), zlib.compress(b"[1, 2]")[:-3]],
)
def test_damaged_documents_are_refused(content: bytes) -> None:
    with pytest.raises(wire.BadMessage):
        wire.from_document(Result, content)


def test_a_message_has_a_version_and_no_field_more() -> None:
    begin = wire.Begin(ticket="abc")
    assert wire.unpack(wire.pack(begin, b"\nbody\n"), wire.Begin) == (begin, b"\nbody\n")
    fields = {"v": wire.VERSION, "kind": "begin", "ticket": "abc"}
    for wrong in ({"v": 0}, {"v": None}, {"kind": "go"}, {"ticket": "a.b"}, {"more": 1}):
        with pytest.raises(wire.BadMessage) as refused:
            wire.unpack(json.dumps({**fields, **wrong}).encode(), wire.Begin)
        assert not isinstance(refused.value, wire.NewerMessage)
    with pytest.raises(wire.NewerMessage):
        wire.unpack(json.dumps({**fields, "v": wire.VERSION + 1}).encode(), wire.Begin)


def test_the_cache_gives_back_what_was_put_or_nothing(tmp_path: Path) -> None:
    cache = Cache(tmp_path, most_bytes=250)
    names = []
    for n in range(3):
        content = bytes([n]) * 100
        names.append(wire.digest(content))
        cache.put(names[-1], content)
    assert sum(cache.get(name) is not None for name in names) == 2, "the least recently used went"
    kept = next(name for name in names if cache.get(name) is not None)
    (tmp_path / kept).write_bytes(b"damaged")
    assert cache.get(kept) is None and not (tmp_path / kept).exists()


def test_keys_are_kept_from_others_and_never_written_over(tmp_path: Path) -> None:
    made = Credentials.make("judge-1")
    made.write(tmp_path / "key.json")
    assert Credentials.read(tmp_path / "key.json") == made and made.user.startswith("U")
    assert (tmp_path / "key.json").stat().st_mode & 0o777 == 0o600
    with pytest.raises(FileExistsError):
        made.write(tmp_path / "key.json")
    (tmp_path / "bad.json").write_text('{"name": "x", "seed": "SUAAA"}')
    for name in ("bad.json", "none.json"):
        with pytest.raises(CredentialsError):
            Credentials.read(tmp_path / name)
    for wrong in ("a.b", "*", ">", "", "a b"):
        with pytest.raises(BadName):
            Credentials.make(wrong)


def test_a_worker_speaks_for_itself_only() -> None:
    allowed = worker_permissions("w1")
    own = [subject for subject in allowed["publish"] if subject.startswith("assay.")]
    assert all(subject.split(".")[2] == "w1" for subject in own)
    assert not any(">" in subject for subject in own)
