"""Packages as ZIP archives, good and hostile."""

from __future__ import annotations

import json
import stat
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assay.bank import archive
from assay.bank.archive import opened
from assay.bank.complaint import PackageError
from assay.bank.package import load
from assay.cli.main import app

HALF = {
    "problem.yaml": "name: Half\n",
    ".timelimit": "1\n",
    "problem_statement/problem.tex": "\\problemname{Half}\n",
    "data/secret/01.in": "2\n",
    "data/secret/01.ans": "1\n",
    "submissions/accepted/halves.py": "print(int(input()) // 2)\n",
    "submissions/wrong_answer/same.py": "print(input())\n",
}
IN_A_FOLDER = {f"half/{name}": text for name, text in HALF.items()}
OUT = "-> /etc/passwd"
BAD: dict[str, tuple[Mapping[str, str], str]] = {
    "a file above": ({"half/../../evil": ""}, "it holds a file called 'half/../../evil'"),
    "a file elsewhere": ({"/tmp/evil": ""}, "it holds a file called '/tmp/evil'"),
    "a file with a backslash": ({"half\\problem.yaml": ""}, "it holds a file called"),
    "a link out": ({"half/data/secret/02.in": OUT}, "the link half/data/secret/02.in leads out"),
    "a link out by another": (
        {"half/a/b/c": "-> ../..", "half/d": "-> a/b/c/../../etc"},
        "leads out of the package",
    ),
    "a file through a link": (
        {"half/l": "-> /tmp", "half/l/evil": "x"},
        "it holds half/l twice, or as a folder",
    ),
    "a file and a folder": ({"half/problem.yaml/x": "x"}, "the archive cannot be unpacked"),
    "two packages": ({"other/problem.yaml": "name: Other\n"}, "it holds several packages"),
}


def packed(path: Path, files: Mapping[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in files.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name  # as it is: the class would make a slash of a backslash
            if text.startswith("-> "):
                entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            file.writestr(entry, text.removeprefix("-> "))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(PackageError) as error, opened(path):
        pass
    (complaint,) = error.value.complaints
    assert complaint.remedy
    return complaint.message


@pytest.fixture(autouse=True)
def _nothing_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert not list(place.glob("assay-package-*"))


@pytest.mark.parametrize(("name", "files"), [("half.zip", IN_A_FOLDER), ("half.kpp", HALF)])
def test_is_judged_as_the_folder_would_be(tmp_path: Path, name: str, files: Mapping[str, str]) -> None:
    path = packed(tmp_path / name, {**files, "__MACOSX/half/._problem.yaml": "x"})
    done = CliRunner().invoke(app, ["judge", str(path), "submissions", "--json"])
    assert done.exit_code == 0, done.output
    rows = {row["submission"]: row["verdict"] for row in json.loads(done.stdout)["results"]}
    assert rows == {"submissions/accepted/halves.py": "AC", "submissions/wrong_answer/same.py": "WA"}


def test_is_verified_as_the_folder_would_be(tmp_path: Path) -> None:
    good, bad = packed(tmp_path / "half.zip", IN_A_FOLDER), packed(tmp_path / "none.zip", {"a.txt": ""})
    done = CliRunner().invoke(app, ["verify", str(good), str(bad)])
    assert done.exit_code == 1
    assert "half/interview.yaml: the file is missing" in done.output
    assert (
        "none: it holds no problem.yaml, in no folder of it either. Pack the folder of one package."
        in done.output
    )


def test_links_within_it_lead_where_they_lead(tmp_path: Path) -> None:
    files = {"half/data/secret/02.in": "-> 01.in", "half/data/secret/02.ans": "-> 01.ans"}
    with opened(packed(tmp_path / "half.zip", {**files, **IN_A_FOLDER})) as folder:
        assert [test.read().input for test in load(folder).tests] == [b"2\n", b"2\n"]


@pytest.mark.parametrize("bad", BAD)
def test_what_would_lead_elsewhere_is_refused(tmp_path: Path, bad: str) -> None:
    files, said = BAD[bad]
    assert said in refusal(packed(tmp_path / "half.zip", {**IN_A_FOLDER, **files}))
    assert not Path("/tmp/evil").exists()
    assert not (tmp_path / "temporary" / "evil").exists()


def test_what_is_too_large_is_refused_by_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = packed(tmp_path / "half.zip", {**IN_A_FOLDER, "half/large": "0" * 5000})
    monkeypatch.setattr(archive, "_MOST_BYTES", 4000)
    assert "have more than" in refusal(path)
    monkeypatch.setattr(archive, "_MOST_FILES", 5)
    assert refusal(path) == "it holds more than 5 files"


@pytest.mark.parametrize("cut", [0, 5, 400, -30])
def test_a_damaged_one_is_refused(tmp_path: Path, cut: int) -> None:
    path = packed(tmp_path / "half.zip", IN_A_FOLDER)
    path.write_bytes(path.read_bytes()[:cut])
    assert refusal(path).startswith("the archive cannot be unpacked: ")


def test_there_is_no_such_archive(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["judge", str(tmp_path / "none.zip"), "submissions"])
    assert done.exit_code == 2
    assert "none.zip: there is no such folder or archive" in done.output
