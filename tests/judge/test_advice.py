"""What `assay doctor` says would raise a tier: only what would."""

from __future__ import annotations

import pytest

from assay.judge.advice import advice
from assay.judge.sandbox.cgroups import Parents
from assay.judge.sandbox.isolation import Isolation
from assay.judge.tier import Tier

_NAMESPACES = Isolation("namespaces", many=True)
_BUBBLEWRAP = Isolation("bubblewrap", many=False, landlock=7)
_LANDLOCK = Isolation("landlock", many=False, landlock=7)
_GVISOR = Isolation("gvisor", many=True)
_GROUPS = Parents(v2_controllers=frozenset({"memory", "pids"}))


def _commands(isolation: Isolation | None, *ways: tuple[Isolation, str | None]) -> str:
    tier = None if isolation is None else Tier(isolation, _GROUPS)
    return "\n".join(command for each in advice(tier, ways) for command in each.commands)


@pytest.mark.parametrize("own", [_BUBBLEWRAP, _LANDLOCK, None])
def test_where_more_works_than_was_asked_for(own: Isolation | None) -> None:
    said = _commands(own, (_NAMESPACES, None), (_LANDLOCK, None))
    assert said == "leave out --backend, or unset ASSAY_JUDGE_BACKEND"


@pytest.mark.parametrize("own", [_BUBBLEWRAP, _LANDLOCK, None])
def test_where_namespaces_are_forbidden(own: Isolation | None) -> None:
    ways = [(own, None)] if own is not None else []
    said = _commands(own, (_NAMESPACES, "forbidden"), *ways)
    assert "sysctl -w" in said or "docker run --security-opt" in said
    assert "ASSAY_JUDGE_BACKEND" not in said


def test_nothing_is_better_than_the_best() -> None:
    assert _commands(_NAMESPACES, (_NAMESPACES, None), (_GVISOR, None)) == ""


def test_gvisor_needs_no_group_for_processes() -> None:
    bare = Tier(_GVISOR, Parents(v2_controllers=frozenset({"memory"})))
    assert advice(bare, [(_NAMESPACES, None), (_GVISOR, None)]) == []
