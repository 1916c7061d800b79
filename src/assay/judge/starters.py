"""What a candidate finds in the editor: the function's empty form, or a template that reads stdin."""

from __future__ import annotations

from collections.abc import Callable

from assay.judge.drivers import boxed
from assay.judge.signature import Signature, Type, camel

_STDIO = {
    "python": """\
import sys


def main() -> None:
    lines = sys.stdin.read().splitlines()
    # Your program: print the answer.


main()
""",
    "javascript": """\
const lines = require("node:fs").readFileSync(0, "utf8").split("\\n");

// Your program: console.log the answer.
""",
    "typescript": """\
import { readFileSync } from "node:fs";

const lines: string[] = readFileSync(0, "utf8").split("\\n");

// Your program: console.log the answer.
""",
    "java": """\
import java.io.*;
import java.util.*;

public class Main {
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
        // Your program: print the answer.
    }
}
""",
    "c": """\
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    /* Your program: print the answer. */
    return 0;
}
""",
    "cpp": """\
#include <algorithm>
#include <iostream>
#include <string>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    // Your program: print the answer.
    return 0;
}
""",
}

_PYTHON = {"int": "int", "long": "int", "float": "float", "bool": "bool", "string": "str"}
_SCRIPT = {"int": "number", "long": "number", "float": "number", "bool": "boolean", "string": "string"}
_JAVA = {"int": "int", "long": "long", "float": "double", "bool": "boolean", "string": "String"}
_CPP = {"int": "int", "long": "long long", "float": "double", "bool": "bool", "string": "std::string"}


def starter(language: str, signature: Signature | None) -> str:
    """The starting text in ``language``, for a stdio problem (None) or a function.

    Raises KeyError for an unknown language or one that has no function problems.
    """
    return _STDIO[language] if signature is None else _FUNCTIONS[language](signature)


def _python_type(of: Type) -> str:
    if of.of is None:
        return _PYTHON[of.name]
    inner = _python_type(of.of)
    return {"list": f"list[{inner}]", "map": f"dict[str, {inner}]", "optional": f"{inner} | None"}[of.name]


def _script_type(of: Type) -> str:
    if of.of is None:
        return _SCRIPT[of.name]
    inner = _script_type(of.of)
    item = f"({inner})" if " " in inner else inner
    return {"list": f"{item}[]", "map": f"Record<string, {inner}>", "optional": f"{inner} | null"}[of.name]


def _java_type(of: Type) -> str:
    return _JAVA[of.name] if of.of is None else boxed(of).replace("java.util.", "")


def _cpp_type(of: Type) -> str:
    if of.of is None:
        return _CPP[of.name]
    inner = _cpp_type(of.of)
    return {
        "list": f"std::vector<{inner}>",
        "map": f"std::map<std::string, {inner}>",
        "optional": f"std::optional<{inner}>",
    }[of.name]


def _python(signature: Signature) -> str:
    parameters = ", ".join(f"{p.name}: {_python_type(p.type)}" for p in signature.parameters)
    returns = _python_type(signature.returns)
    return f"def {signature.name}({parameters}) -> {returns}:\n    # Your solution: return the answer.\n    ...\n"


def _javascript(signature: Signature) -> str:
    documented = "".join(
        f" * @param {{{_script_type(p.type)}}} {camel(p.name)}\n" for p in signature.parameters
    )
    parameters = ", ".join(camel(p.name) for p in signature.parameters)
    return (
        f"/**\n{documented} * @returns {{{_script_type(signature.returns)}}}\n */\n"
        f"function {camel(signature.name)}({parameters}) {{\n  // Your solution: return the answer.\n}}\n"
    )


def _typescript(signature: Signature) -> str:
    parameters = ", ".join(f"{camel(p.name)}: {_script_type(p.type)}" for p in signature.parameters)
    returns = _script_type(signature.returns)
    return (
        f"function {camel(signature.name)}({parameters}): {returns} {{\n"
        '  // Your solution: return the answer.\n  throw new Error("not written yet");\n}\n'
    )


def _java_starter(signature: Signature) -> str:
    parameters = ", ".join(f"{_java_type(p.type)} {camel(p.name)}" for p in signature.parameters)
    head = f"    static {_java_type(signature.returns)} {camel(signature.name)}({parameters}) {{"
    body = '        throw new UnsupportedOperationException("not written yet");'
    return f"class Solution {{\n{head}\n        // Your solution: return the answer.\n{body}\n    }}\n}}\n"


def _cpp_starter(signature: Signature) -> str:
    parameters = ", ".join(f"{_cpp_type(p.type)} {camel(p.name)}" for p in signature.parameters)
    head = f"{_cpp_type(signature.returns)} {camel(signature.name)}({parameters}) {{"
    return f"{head}\n    // Your solution: return the answer.\n    return {{}};\n}}\n"


_FUNCTIONS: dict[str, Callable[[Signature], str]] = {
    "python": _python,
    "javascript": _javascript,
    "typescript": _typescript,
    "java": _java_starter,
    "cpp": _cpp_starter,
}
