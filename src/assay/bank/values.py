"""JSON values of function problems, held against their types."""

from __future__ import annotations

import json
import math
from typing import Any

from assay.judge.signature import Signature, Type

_INT = 2**31
_LONG = 2**53


def misfit(value: object, type_: Type, where: str = "it") -> str | None:
    """What is wrong with ``value`` as a ``type_``, in words; None if it fits."""
    match type_.name:
        case "int" | "long":
            most = _INT - 1 if type_.name == "int" else _LONG
            least = -_INT if type_.name == "int" else -_LONG
            if not isinstance(value, int) or isinstance(value, bool):
                return f"{where} is not a whole number"
            return None if least <= value <= most else f"{where} is {value}, beyond the range of {type_}"
        case "float":
            if not isinstance(value, int | float) or isinstance(value, bool):
                return f"{where} is not a number"
            return None if math.isfinite(value) else f"{where} is not a finite number"
        case "bool":
            return None if isinstance(value, bool) else f"{where} is neither true nor false"
        case "string":
            return None if isinstance(value, str) else f"{where} is not a string"
        case "optional":
            return None if value is None else misfit(value, _inner(type_), where)
        case "list":
            return _misfit_in_list(value, _inner(type_), where)
        case _:
            return _misfit_in_map(value, _inner(type_), where)


def arguments_misfit(text: str, signature: Signature) -> tuple[int, str] | None:
    """Line and words on what is wrong with a ``.in`` file; None if it fits."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) != len(signature.parameters):
        wanted = len(signature.parameters)
        return (
            1,
            f"it has {len(lines)} lines, but {signature.name} takes {wanted} arguments, one on each line",
        )
    for number, (line, parameter) in enumerate(zip(lines, signature.parameters, strict=True), 1):
        if (said := json_misfit(line, parameter.type, parameter.name)) is not None:
            return number, said
    return None


def json_misfit(text: str, type_: Type, where: str) -> str | None:
    """What is wrong with the JSON ``text`` as a ``type_``."""
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        return f"{where} is not JSON: {error}"
    return misfit(value, type_, where)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _inner(type_: Type) -> Type:
    assert type_.of is not None  # noqa: S101 - holds for every Type that parse_type makes
    return type_.of


def _misfit_in_list(value: object, inner: Type, where: str) -> str | None:
    if not isinstance(value, list):
        return f"{where} is not a list"
    for index, item in enumerate(value):
        if (said := misfit(item, inner, f"{where}[{index}]")) is not None:
            return said
    return None


def _misfit_in_map(value: object, inner: Type, where: str) -> str | None:
    if not isinstance(value, dict):
        return f"{where} is not an object"
    for key, item in value.items():
        if (said := misfit(item, inner, f"{where}[{key!r}]")) is not None:
            return said
    return None
