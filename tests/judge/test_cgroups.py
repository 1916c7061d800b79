"""Control groups: what is found on this machine, and version 2 on folders that stand for a hierarchy."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.judge.sandbox import cgroups
from assay.judge.sandbox.cgroups import Parents, SlotGroup

_MIB = 1 << 20


def test_none() -> None:
    group = SlotGroup(Parents(), 1)
    assert not group.limits_memory
    group.join(1)
    group.prepare(64, 10)
    usage = group.usage()
    assert usage.peak_mib is None
    assert not usage.out_of_memory
    group.close()


def test_found_here_and_tiers() -> None:
    found = cgroups.find()
    for controller in ("memory", "pids"):
        tier = found.tier(controller)
        assert tier in ("cgroup v2", "cgroup v1", "rlimit")
        assert (tier == "rlimit") == (controller in found.why)


@pytest.fixture
def version_2(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that looks like a delegated group, and stands in /proc as this process's own."""
    own = tmp_path / "user.slice" / "service"
    own.mkdir(parents=True)
    (own / "cgroup.controllers").write_text("cpu memory pids\n")
    (own / "cgroup.subtree_control").write_text("")
    proc = tmp_path / "proc"
    proc.mkdir()
    (proc / "cgroup").write_text("0::/user.slice/service\n")
    (proc / "mountinfo").write_text(f"24 23 0:21 / {tmp_path} rw,nosuid shared:4 - cgroup2 cgroup2 rw\n")
    monkeypatch.setattr(cgroups, "_OWN", proc / "cgroup")
    monkeypatch.setattr(cgroups, "_MOUNTS", proc / "mountinfo")
    return own


def test_version_2_is_divided_after_moving_out(version_2: Path) -> None:
    found = cgroups.find()
    assert found.v2 == version_2
    assert (found.tier("memory"), found.tier("pids")) == ("cgroup v2", "cgroup v2")
    assert found.why == {}
    assert (version_2 / "cgroup.subtree_control").read_text() == "+memory +pids"
    assert (version_2 / "assay-judge" / "cgroup.procs").exists()


def test_version_2_is_divided_once(version_2: Path) -> None:
    first = cgroups.find()
    cgroups._OWN.write_text("0::/user.slice/service/assay-judge\n")
    assert cgroups.find() == first


def test_version_2_without_the_controller(version_2: Path) -> None:
    (version_2 / "cgroup.controllers").write_text("cpu pids\n")
    found = cgroups.find()
    assert (found.tier("memory"), found.tier("pids")) == ("rlimit", "cgroup v2")
    assert "not delegated" in found.why["memory"]


def test_version_2_limits_and_counts(version_2: Path) -> None:
    group = SlotGroup(cgroups.find(), 7)
    folder = next(version_2.glob("assay-*-7"))
    (folder / "memory.stat").write_text("anon 1048576\nfile 999999999\nshmem 2097152\nslab 0\n")
    (folder / "memory.current").write_text("5000000\n")
    (folder / "memory.events").write_text("low 0\noom 0\noom_kill 3\n")
    for name in ("memory.max", "pids.max"):
        (folder / name).touch()  # in a real hierarchy they are always there
    assert group.limits_memory
    group.join(4711)
    assert (folder / "cgroup.procs").read_text() == "4711"
    group.prepare(64, 10)
    assert int((folder / "memory.max").read_text()) == (3 + 64 + 2) * _MIB
    assert (folder / "pids.max").read_text() == "13"
    assert not group.usage().out_of_memory
    (folder / "memory.events").write_text("oom_kill 4\n")
    assert group.usage().out_of_memory


def test_groups_of_dead_judges_are_swept(version_2: Path) -> None:
    left = version_2 / "assay-4194305-0"  # beyond the largest process id there can be
    left.mkdir()
    other = version_2 / "assay-1-0"
    other.mkdir()
    cgroups.find()
    assert not left.exists()
    assert other.exists()
