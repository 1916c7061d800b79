"""Validators of inputs that are Checktestdata grammars (``.ctd``), as programs for the sandbox.

Grammar: https://github.com/DOMjudge/checktestdata/blob/main/doc/format-spec.md, read by the package
``checktestdata``, which is sent along: it interprets the grammar inside the sandbox and nowhere else.
"""

from __future__ import annotations

import functools
import io
import zipfile
from collections.abc import Mapping
from importlib.resources import files as resources
from pathlib import Path

from assay.bank.program_files import ProgramFiles, replaced

SUFFIX = ".ctd"
BAD_GRAMMAR = "exit status 2"
"""How the program ends where the grammar itself is wrong; its last words begin ``line:column``."""
_GRAMMAR, _INTERPRETER = "grammar.ctd", "checktestdata.zip"
_MAIN = f"""\
import os
import sys

here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here + "/{_INTERPRETER}")

from checktestdata import pyctd

sys.argv = ["checktestdata", here + "/{_GRAMMAR}"]
pyctd.main()
sys.stdout.flush()
sys.exit(42)
"""


def grammar(path: Path, root: Path, constants: Mapping[str, str]) -> ProgramFiles:
    """The program that exits 42 for an input that is as the grammar ``path`` has it. Arguments are not looked at:
    the language knows none."""
    more = {_GRAMMAR: replaced(path.read_bytes(), constants), _INTERPRETER: _interpreter()}
    return ProgramFiles(path.relative_to(root).as_posix(), "python", "validate.py", _MAIN.encode(), more)


@functools.cache
def _interpreter() -> bytes:
    """The package's modules. Neither packed nor dated, so that the same version has always the same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for each in sorted(resources("checktestdata").iterdir(), key=lambda each: each.name):
            if each.name.endswith(".py"):
                archive.writestr(zipfile.ZipInfo(f"checktestdata/{each.name}"), each.read_bytes())
    return content.getvalue()
