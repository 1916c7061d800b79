"""What sandboxes without mounts of their own stand on: wiped folders, renamed places, pieces of a view."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assay.judge.sandbox import ending
from assay.judge.sandbox.folders import Folders
from assay.judge.sandbox.landlocked import rules
from assay.judge.sandbox.view import shown
from assay.judge.sandbox.wipe import wipe


def test_wiping_follows_nothing_and_goes_to_any_depth(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / ".wiped-0").mkdir()
    (folder / "link").symlink_to(kept)
    os.mkfifo(folder / "fifo")
    closed = folder / "closed"
    (closed / "inner").mkdir(parents=True)
    (closed / "inner" / "file").write_text("x")
    (closed / "inner").chmod(0)
    closed.chmod(0)
    at = os.open(folder, os.O_RDONLY)
    for _ in range(2000):
        os.mkdir("d" * 200, dir_fd=at)
        below = os.open("d" * 200, os.O_RDONLY, dir_fd=at)
        os.symlink("/", "out", dir_fd=below)
        os.close(at)
        at = below
    os.close(at)
    wipe(str(folder))
    assert list(folder.iterdir()) == []
    assert (kept / "file").read_text() == "mine"


def _folders(root: str, **places: str) -> Folders:
    return Folders(
        root=root, by="domain", test_ids=None, landlock=0, rules=(), shared=True, tmp_mib=1, places=places
    )


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("/box/a.py", "/tmp/b/1/box/a.py"),
        ("/tmp", "/tmp/b/1/tmp"),
        ("-I/box", "-I/tmp/b/1/box"),
        ("-Djava.io.tmpdir=/tmp", "-Djava.io.tmpdir=/tmp/b/1/tmp"),
        ("/box/a.jar:/tmp/out", "/tmp/b/1/box/a.jar:/tmp/b/1/tmp/out"),
        ("/boxes/x", "/boxes/x"),
        ("/usr/tmp/x", "/usr/tmp/x"),
        ("print('/inputs')", "print('/inputs')"),
    ],
)
def test_places_are_called_as_they_are_here(text: str, there: str) -> None:
    assert _folders("/tmp/b/1").here(text) == there


def test_with_a_view_of_its_own_places_keep_their_names() -> None:
    assert _folders("").here("/box/a.py") == "/box/a.py"


def test_the_view_in_pieces(tmp_path: Path) -> None:
    library = tmp_path / "lib"
    (library / "python" / "packages" / "tool").mkdir(parents=True)
    hidden, tool = str(library / "python" / "packages"), str(library / "python" / "packages" / "tool")
    pieces = list(shown([str(library), str(library / "python"), tool], [hidden, str(tmp_path / "absent")]))
    assert pieces == [(str(library), True), (hidden, False), (tool, True)]


def test_what_is_hidden_cannot_be_read_by_landlock(tmp_path: Path) -> None:
    packages = tmp_path / "packages"
    packages.mkdir()
    (tmp_path / "module.py").write_text("")
    (tmp_path / "link").symlink_to("/etc")
    found = dict(rules({"shown": [str(tmp_path)], "hidden": [str(packages)], "placed": {}}))
    assert str(packages) not in found
    assert str(tmp_path / "link") not in found
    assert found[str(tmp_path / "module.py")] & ~found[str(tmp_path)]  # more than listing


def test_nothing_is_signalled_from_outside_a_sandbox() -> None:
    """As the mistake would kill everything that this user runs."""
    with pytest.raises(ending.Unsafe):
        ending.end_namespace()


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: that it may signal its parent is what is refused")
def test_without_a_domain_nothing_is_signalled() -> None:
    with pytest.raises(ending.Unsafe):
        ending.end_domain()
