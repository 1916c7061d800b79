"""JSON values of function problems, held against their types."""

from __future__ import annotations

import json
import math
import sys
from typing import Any

from assay.judge.signature import Parameter, Signature, Type

_INT = 2**31
_LONG = 2**53
# What is read of an integer's digits: Python itself refuses to read longer ones.
_MOST_DIGITS = sys.int_info.default_max_str_digits


def misfit(value: object, type_: Type, where: str = "it") -> str | None:
    """What is wrong with ``value`` as a ``type_``, in words; None if it fits."""
    match type_.name:
        case "int" | "long" | "integer":
            return _misfit_as_whole(value, type_, where)
        case "float":
            if not isinstance(value, int | float) or isinstance(value, bool):
                return f"{where} is not a number"
            return None if _finite(value) else f"{where} is not a finite number"
        case "bool":
            return None if isinstance(value, bool) else f"{where} is neither true nor false"
        case "string":
            return None if isinstance(value, str) else f"{where} is not a string"
        case "optional":
            return None if value is None else misfit(value, type_.inner, where)
        case "list" | "linked":
            return _misfit_in_list(value, type_.inner, where)
        case "tree":
            return _misfit_in_tree(value, type_.inner, where)
        case _:
            return _misfit_in_map(value, type_.inner, where)


def arguments_misfit(text: str, signature: Signature) -> tuple[int, str] | None:
    """Line and words on what is wrong with a ``.in`` file; None if it fits."""
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    if signature.methods:
        return _calls_misfit(lines, signature)
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


def answer_misfit(text: str, signature: Signature, arguments: str) -> str | None:
    """What is wrong with an ``.ans`` file; for a class, whose ``.in`` file ``arguments`` is, only where that
    fits."""
    if signature.returns is not None:
        return json_misfit(text, signature.returns, "the answer")
    if arguments_misfit(arguments, signature) is not None:
        return None
    try:
        results = _parse(text)
    except ValueError as error:
        return f"the answer is not JSON: {error}"
    names = _parse(arguments.split("\n")[0])
    if not isinstance(results, list) or len(results) != len(names):
        return f"the answer is not a list of {len(names)} results, one for each call"
    returns = {method.name: method.returns for method in signature.methods}
    for index, (name, result) in enumerate(zip(names, results, strict=True)):
        where = f"the answer[{index}], of {name},"
        wanted = returns[name] if index else None
        said = misfit(result, wanted, where) if wanted is not None else None
        if wanted is None and result is not None:
            said = f"{where} is not null, but nothing is returned"
        if said is not None:
            return said
    return None


def json_misfit(text: str, type_: Type, where: str) -> str | None:
    """What is wrong with the JSON ``text`` as a ``type_``."""
    try:
        value = _parse(text)
    except ValueError as error:
        return f"{where} is not JSON: {error}"
    return misfit(value, type_, where)


def _parse(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant, parse_int=_integer)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not a JSON number")


def _integer(digits: str) -> int:
    if len(digits) > _MOST_DIGITS:
        raise ValueError(f"a number has {len(digits)} digits, more than the {_MOST_DIGITS} that are read")
    return int(digits)


def _finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # an integer beyond what a float holds
        return False


def _misfit_as_whole(value: object, type_: Type, where: str) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return f"{where} is not a whole number"
    least, most = {"int": (-_INT, _INT - 1), "long": (-_LONG, _LONG)}.get(type_.name, (value, value))
    return None if least <= value <= most else f"{where} is {value}, beyond the range of {type_}"


def _misfit_in_list(value: object, inner: Type, where: str) -> str | None:
    if not isinstance(value, list):
        return f"{where} is not a list"
    for index, item in enumerate(value):
        if (said := misfit(item, inner, f"{where}[{index}]")) is not None:
            return said
    return None


def _misfit_in_tree(value: object, inner: Type, where: str) -> str | None:
    """Level by level, null for a child that is missing; the children of a missing node are not named."""
    if not isinstance(value, list):
        return f"{where} is not a list of a tree's nodes, level by level"
    if value and value[-1] is None:
        return f"{where} ends with null: leave out what is missing at the end ([] is the empty tree)"
    places = 1
    for index, item in enumerate(value):
        if not places:
            return f"{where}[{index}] is the child of no node"
        places -= 1
        if item is None:
            continue
        places += 2
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


def _calls_misfit(lines: list[str], signature: Signature) -> tuple[int, str] | None:
    if len(lines) != 2:
        return (
            1,
            f"it has {len(lines)} lines, but should have two: the names of the calls and their arguments",
        )
    parsed: list[Any] = []
    for number, line in enumerate(lines, 1):
        try:
            parsed.append(_parse(line))
        except ValueError as error:
            return number, f"line {number} is not JSON: {error}"
        if not isinstance(parsed[-1], list):
            return number, f"line {number} is not a list"
    names, arguments = parsed
    if not names or names[0] != signature.name:
        return 1, f"the first call is not {signature.name!r}, the constructor"
    if len(arguments) != len(names):
        return 2, f"there are {len(names)} calls, but {len(arguments)} lists of arguments"
    takes = {method.name: method.parameters for method in signature.methods}
    for index, (name, given) in enumerate(zip(names, arguments, strict=True)):
        parameters = takes.get(str(name)) if index else signature.parameters
        if parameters is None:
            return 1, f"call {index}: {signature.name} has no method {name!r}"
        if (said := _call_misfit(f"call {index}, {name}", given, parameters)) is not None:
            return 2, said
    return None


def _call_misfit(where: str, given: object, parameters: tuple[Parameter, ...]) -> str | None:
    if not isinstance(given, list) or len(given) != len(parameters):
        return f"{where}: it takes a list of {len(parameters)} arguments"
    for value, parameter in zip(given, parameters, strict=True):
        if (said := misfit(value, parameter.type, f"{where}: {parameter.name}")) is not None:
            return said
    return None
