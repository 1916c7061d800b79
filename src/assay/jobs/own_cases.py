"""Whether a candidate's own case can be given to their function, and if not, why, in words."""

from __future__ import annotations

import json
from typing import Any

from assay.judge.signature import Signature, Type

_INT = (-(2**31), 2**31 - 1)
_LONG = (-(2**53), 2**53)


def complaint(text: str, signature: Signature) -> str | None:
    """None where ``text`` holds one line of JSON for each parameter, of its type."""
    lines = text.strip("\n").split("\n") if text.strip() else []
    parameters = signature.parameters
    if len(lines) != len(parameters):
        names = ", ".join(parameter.name for parameter in parameters)
        return (
            f"Write {len(parameters)} {'line' if len(parameters) == 1 else 'lines'}, one JSON value for each "
            f"argument ({names}); this case has {len(lines)}."
        )
    for number, (line, parameter) in enumerate(zip(lines, parameters, strict=True), 1):
        where = f"Line {number} ({parameter.name})"
        try:
            value = json.loads(line, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            return f'{where} is not JSON. Text goes in double quotes, as in "abc"; true and null in small letters.'
        wrong = _mismatch(value, parameter.type)
        if wrong is not None:
            return f"{where} should be {_words(parameter.type)}, but {wrong}."
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _mismatch(value: Any, type: Type) -> str | None:
    """What is wrong with ``value``, in words; None if nothing is."""
    shown = _short(value)
    match type.name:
        case "int" | "long":
            low, high = _INT if type.name == "int" else _LONG
            if isinstance(value, bool) or not isinstance(value, int):
                return f"{shown} is not a whole number"
            return None if low <= value <= high else f"{shown} is outside {low} to {high}"
        case "float":
            return (
                f"{shown} is not a number"
                if isinstance(value, bool) or not isinstance(value, int | float)
                else None
            )
        case "bool":
            return None if isinstance(value, bool) else f"{shown} is neither true nor false"
        case "string":
            return None if isinstance(value, str) else f"{shown} is not a text in double quotes"
        case "optional":
            return None if value is None else _mismatch(value, _inner(type))
        case "list":
            if not isinstance(value, list):
                return f"{shown} is not a list"
            return next((wrong for item in value if (wrong := _mismatch(item, _inner(type)))), None)
        case "map":
            if not isinstance(value, dict):
                return f"{shown} is not an object"
            return next((wrong for item in value.values() if (wrong := _mismatch(item, _inner(type)))), None)
    raise ValueError(f"unknown type {type.name!r}")


def _inner(type: Type) -> Type:
    if type.of is None:
        raise ValueError(f"{type.name} without a type inside")
    return type.of


def _short(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= 40 else f"{text[:37]}..."


_SCALAR_WORDS = {
    "int": "a whole number",
    "long": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "string": 'a text in double quotes, as in "abc"',
}


def _words(type: Type) -> str:
    match type.name:
        case "optional":
            return f"{_words(_inner(type))}, or null"
        case "list":
            return f"a list ({type})"
        case "map":
            return f"an object ({type})"
    return _SCALAR_WORDS[type.name]
