"""The seccomp filter, run through an interpreter of its few instructions, for both architectures."""

from __future__ import annotations

import errno
import struct

import pytest

from assay.judge.sandbox import filter as calls

_ALLOW, _ERRNO, _KILL = 0x7FFF0000, 0x00050000, 0x80000000
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def _decide(machine: str, number: int, *arguments: int, architecture: int | None = None) -> int:
    """What the kernel would answer to this call."""
    program = calls.program(machine)
    assert len(program) % 8 == 0
    assert len(program) // 8 <= 4096
    audit = _AUDIT[machine] if architecture is None else architecture
    data = struct.pack("<IIQ6Q", number, audit, 0, *(*arguments, 0, 0, 0, 0, 0, 0)[:6])
    value, at = 0, 0
    while True:
        code, if_true, if_false, operand = struct.unpack_from("=HBBI", program, at * 8)
        at += 1
        if code == 0x06:
            return operand
        if code == 0x20:
            value = struct.unpack_from("<I", data, operand)[0]
            continue
        holds = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}[code]
        at += if_true if holds else if_false


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_refused_calls(machine: str) -> None:
    column = 0 if machine == "x86_64" else 1
    for name, numbers in calls.REFUSED.items():
        if numbers[column] is not None:
            assert _decide(machine, numbers[column]) & 0xFFFF0000 == 0x00050000, name
    assert _decide(machine, calls.REFUSED["clone3"][column] or 0) & 0xFFFF == 38


@pytest.mark.parametrize(("machine", "read", "write"), [("x86_64", 0, 1), ("aarch64", 63, 64)])
def test_ordinary_calls(machine: str, read: int, write: int) -> None:
    assert _decide(machine, read) == _ALLOW
    assert _decide(machine, write) == _ALLOW


@pytest.mark.parametrize(("machine", "clone"), [("x86_64", 56), ("aarch64", 220)])
def test_clone_only_without_namespaces(machine: str, clone: int) -> None:
    threads = 0x3D0F00
    assert _decide(machine, clone, threads) == _ALLOW
    for flag in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert _decide(machine, clone, threads | flag) != _ALLOW


@pytest.mark.parametrize(("machine", "schedule"), [("x86_64", 144), ("aarch64", 119)])
def test_only_the_ordinary_scheduling_and_that_in_word_only(machine: str, schedule: int) -> None:
    assert _decide(machine, schedule, 0, 0) == _ERRNO
    for policy in (1, 2, 3, 5, 6, 0x40000000):
        assert _decide(machine, schedule, 0, policy) == _ERRNO | errno.EPERM


@pytest.mark.parametrize(("machine", "prlimit", "socket"), [("x86_64", 302, 41), ("aarch64", 261, 198)])
def test_arguments(machine: str, prlimit: int, socket: int) -> None:
    assert _decide(machine, prlimit, 0) == _ALLOW
    assert _decide(machine, prlimit, 1) != _ALLOW
    for family in (1, 2, 10, 16, 17, 40):
        assert _decide(machine, socket, family) != _ALLOW


def test_other_worlds_are_killed() -> None:
    assert _decide("x86_64", 0, architecture=0x40000003) == _KILL  # 32-bit calls
    assert _decide("x86_64", 0x40000000 | 1) == _KILL  # x32
    assert _decide("aarch64", 63, architecture=0xC000003E) == _KILL


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_calls_of_the_future_do_not_exist(machine: str) -> None:
    assert _decide(machine, 999) == 0x00050000 | 38
