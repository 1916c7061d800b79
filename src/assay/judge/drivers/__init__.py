"""The drivers of function problems: they run inside the sandbox around the candidate's function.

A driver reads one line of JSON per argument from stdin, calls the function and writes the JSON of what it
returned to descriptor 3, once, at the end; what the candidate prints goes its own way. Nothing here is
trusted: a candidate who tampers with the driver changes no more than the own answer.
"""

from __future__ import annotations

import json
from importlib.resources import files as resources

from assay.judge.signature import Signature, Type, camel

_JAVA_SCALARS = {"int": "Integer", "long": "Long", "float": "Double", "bool": "Boolean", "string": "String"}


def text(name: str) -> bytes:
    """A file of this folder."""
    return resources(__name__).joinpath(name).read_bytes()


def python(signature: Signature) -> dict[str, bytes]:
    return {"driver.py": text("driver.py"), "signature.json": _described(signature, signature.name)}


def javascript(signature: Signature, file_name: str = "solution.js") -> dict[str, bytes]:
    described = _described(signature, camel(signature.name), file=file_name)
    return {"driver.js": text("driver.js"), "signature.json": described}


def typescript(signature: Signature) -> dict[str, bytes]:
    return javascript(signature, "solution.ts")


def java(signature: Signature) -> dict[str, bytes]:
    names = ", ".join(json.dumps(str(parameter.type)) for parameter in signature.parameters)
    arguments = ", ".join(
        f"({boxed(parameter.type)}) in[{index}]" for index, parameter in enumerate(signature.parameters)
    )
    main = f"""final class AssayDriver {{
    @SuppressWarnings("unchecked")
    public static void main(String[] none) throws Throwable {{
        Object[] in = AssayJson.arguments(new String[] {{{names}}});
        AssayJson.answer(Solution.{camel(signature.name)}({arguments}));
    }}
}}
"""
    return {"AssayDriver.java": main.encode(), "AssayJson.java": text("AssayJson.java")}


def cpp(signature: Signature) -> dict[str, bytes]:
    main = f"""#include "assay_driver.hpp"
#include "solution.cpp"
signed main() {{ return assay_judge::run({camel(signature.name)}); }}
"""
    return {"driver.cpp": main.encode(), "assay_driver.hpp": text("assay_driver.hpp")}


def boxed(of: Type) -> str:
    """The Java type of a value in a collection."""
    if of.of is None:
        return _JAVA_SCALARS[of.name]
    inner = boxed(of.of)
    return (
        {"list": f"List<{inner}>", "map": f"Map<String, {inner}>", "optional": inner}[of.name]
        .replace("List<", "java.util.List<")
        .replace("Map<", "java.util.Map<")
        .replace("java.util.java.util.", "java.util.")
    )


def _described(signature: Signature, name: str, **more: str) -> bytes:
    types = [str(parameter.type) for parameter in signature.parameters]
    return json.dumps({"name": name, "parameters": types, "returns": str(signature.returns), **more}).encode()
