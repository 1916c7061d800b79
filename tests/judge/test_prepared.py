"""What is prepared for this machine's compilers: made once, tried, used only where it works."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from assay.judge import cache
from assay.judge.languages import available
from assay.judge.manifest import Preparation
from assay.judge.model import Comparison, Limits, Program, Result, Task, Test, Verdict
from assay.judge.preparing import NotPrepared, applies, key
from assay.judge.service import LocalJudge

CPP = available().get("cpp")
pytestmark = pytest.mark.skipif(CPP is None, reason="g++ is not installed")
EVERYTHING = """#include <bits/stdc++.h>
using namespace std;
int main() { int n; cin >> n; vector<int> v(n, 2); cout << accumulate(v.begin(), v.end(), 0) << '\\n'; }
"""
TESTS = [Test("a", "basic", b"21\n", b"42\n")]


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CACHE_DIRECTORY", raising=False)
    return tmp_path / "assay" / "prepared"


async def _asked(judge: LocalJudge, source: str) -> Result:
    return await judge.judge(Task(Program("cpp", source), TESTS, Limits(), Comparison()))


def _item(name: str) -> Preparation:
    assert CPP is not None
    return next(item for item in CPP.spec.prepare if item.name == name)


HEADER = "precompiled <bits/stdc++.h>"


@pytest.mark.slow
async def test_made_in_the_background_and_used_from_then_on(own_cache: Path) -> None:
    assert CPP is not None
    async with LocalJudge(slots=1) as judge:
        first = await _asked(judge, EVERYTHING)
        assert first.verdict is Verdict.AC
        assert f"without {HEADER}: it is being prepared" in first.environment["compiled_with"]
        done = await asyncio.to_thread(judge.prepared.wait, CPP)
        assert done[HEADER] is None
        second = await _asked(judge, "// again\n" + EVERYTHING)
        assert second.verdict is Verdict.AC
        assert second.environment["compiled_with"].startswith(HEADER)
        broken = await _asked(judge, EVERYTHING.replace("cin >> n", "cin >> m"))
        assert (broken.verdict, broken.message) == (Verdict.CE, "it does not compile")
        assert "solution.cpp:3:" in broken.compiler
        unlinked = await _asked(judge, "int f();\nint main() { return f(); }\n")
        assert unlinked.verdict is Verdict.CE
        assert "undefined reference to `f()'" in unlinked.compiler
        assert "prepared" not in unlinked.compiler
    ready = {path.name for path in own_cache.iterdir() if path.is_dir()}
    assert key(CPP, _item(HEADER)) in ready
    assert not [name for name in ready if name.startswith("stage-")]
    async with LocalJudge(slots=1) as judge:
        third = await _asked(judge, EVERYTHING)
        assert third.environment["compiled_with"].startswith(HEADER)


async def test_closing_the_judge_ends_what_is_being_made(own_cache: Path) -> None:
    async with LocalJudge(slots=1) as judge:
        await _asked(judge, EVERYTHING)
    assert not [path for path in own_cache.iterdir() if path.name.startswith("stage-")]


@pytest.mark.slow
async def test_what_fails_its_trial_is_not_used(own_cache: Path) -> None:
    assert CPP is not None
    unused = _item(HEADER).model_copy(update={"proof": "^! never said"})
    wrong = _item("mold").model_copy(update={"depends": (), "options": ("-O1",), "says": "43"})
    absent = _item("mold").model_copy(update={"name": "none", "depends": ("ld.nowhere",)})
    options = _item("mold").model_copy(update={"name": "no", "depends": (), "options": ("--no-such-option",)})
    spec = CPP.spec.model_copy(update={"prepare": (unused, wrong, absent, options)})
    async with LocalJudge(slots=1) as judge:
        said = await asyncio.to_thread(judge.prepared.wait, replace(CPP, spec=spec))
    assert "the compiler does not use it" in (said[HEADER] or "")
    assert said["mold"] == "mold: a program made with it says '42'"
    assert said["none"] == "ld.nowhere is not installed"
    assert (said["no"] or "").startswith("no: ")


async def test_without_a_cache_folder_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "assay").write_text("a file in its place")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    async with LocalJudge(slots=1) as judge:
        result = await _asked(judge, "#include <iostream>\nint main() { std::cout << 42; }\n")
    assert result.verdict is Verdict.AC
    assert "without mold: no cache folder" in result.environment["compiled_with"]


def test_a_folder_that_others_may_write_to_is_not_used(own_cache: Path) -> None:
    own_cache.parent.mkdir()
    own_cache.parent.chmod(0o777)
    with pytest.raises(cache.NoCache, match="only this user may write"):
        cache.folder("prepared")


@pytest.mark.parametrize(
    ("source", "used"),
    [
        ("#include <bits/stdc++.h>\n", True),
        ('\n// a\n/* b\n */  #  include "bits/stdc++.h"\n', True),
        ("\ufeff#include <bits/stdc++.h>\n", True),
        ("#pragma GCC optimize(3)\n#include <bits/stdc++.h>\n", False),
        ("#define int long long\n#include <bits/stdc++.h>\n", False),
        ("#include <iostream>\n", False),
        ("/* open #include <bits/stdc++.h>\n", False),
        (" " * 20_000 + "x\n#include <bits/stdc++.h>", False),
    ],
)
def test_only_where_the_header_comes_first(source: str, used: bool) -> None:
    assert applies(_item(HEADER), {"solution.cpp": source.encode()}) is used


def test_in_every_file_that_includes_it() -> None:
    first, later = b"#include <bits/stdc++.h>\n", b"#pragma once\n#include <bits/stdc++.h>\n"
    assert applies(_item(HEADER), {"a.cpp": first, "b.cpp": b"int x;\n"})
    assert not applies(_item(HEADER), {"a.cpp": first, "b.hpp": later})


def test_the_key_follows_version_and_options() -> None:
    assert CPP is not None
    item = _item(HEADER)
    newer = replace(CPP, toolchain=replace(CPP.toolchain, version="GCC 99"))
    other = item.model_copy(update={"options": ("-I", "{folder}", "-g")})
    assert len({key(CPP, item), key(newer, item), key(CPP, other)}) == 3
    with pytest.raises(NotPrepared, match="not installed"):
        key(CPP, item.model_copy(update={"depends": ("libnowhere.a",)}))
