"""What a function is called by where no package describes it: the files beside the solution, by language."""

from __future__ import annotations

import json
import re

from assay.analysis.growth.entry import Entry

_FOR_C = {r"\b_Bool\b": "bool", r"\b(restrict|static|inline)\b": ""}


def script(entry: Entry) -> dict[str, bytes]:
    """For Python, JavaScript and TypeScript, whose guests call it."""
    return {"entry.json": json.dumps({"name": entry.name, "owner": entry.owner}).encode()}


def cpp(entry: Entry, source: str) -> str:
    """The main program, which holds the solution. A file that includes nothing is taken as one of those that
    are written for a page that includes the library for them."""
    bare = "" if "#include" in source else "using namespace std;\n"
    return (
        f'#include "called.hpp"\n{bare}#define main assay_their_main\n#include "solution.cpp"\n#undef main\n'
        f"{_picked(entry)}"
    )


def c(entry: Entry) -> str:
    """The main program in C++ beside a solution in C."""
    declared = entry.declared
    for pattern, better in _FOR_C.items():
        declared = re.sub(pattern, better, declared)
    return f'#include "called.hpp"\nextern "C" {declared.strip()};\n{_picked(entry)}'


def _picked(entry: Entry) -> str:
    """Of functions of one name, the one with as many parameters as were counted."""
    owner = f"{entry.owner}::" if entry.owner else ""
    classes = "".join(f", class A{place}" for place in range(entry.most))
    taken = ", ".join(f"A{place}" for place in range(entry.most))
    forms = ["R (*f)"] + (["R (C::*f)"] if owner else [])
    extra = {"R (*f)": "", "R (C::*f)": ", class C"}
    picks = "".join(
        f"template <class R{extra[form]}{classes}> static int pick({form}({taken}){const}) {{ return assay_growth::run(f); }}\n"
        for form in forms
        for const in (("", " const") if "C::" in form else ("",))
    )
    return f"{picks}signed main() {{ return pick(&::{owner}{entry.name}); }}\n"
