"""Holds an output against the answer: tokens as ICPC's default validator does, or JSON values.

Every function gives None for "equal", else the first difference in plain words.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

from assay.judge.model import Comparison

_SHOWN = 60
_LONGEST_NUMBER = 4000  # digits; reading a longer one would take the judge's time, not the program's
_FLOAT = re.compile(rb"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_SPACE_RUNS = re.compile(rb"[ \t\r\n\f\v]+|[^ \t\r\n\f\v]+")


def difference(output: bytes, answer: bytes, comparison: Comparison) -> str | None:
    if comparison.form == "json":
        return _json_difference(output, answer, comparison)
    return _token_difference(output, answer, _Flags.of(comparison))


@dataclass(frozen=True)
class _Flags:
    case_sensitive: bool
    space_sensitive: bool
    relative: float | None
    absolute: float | None

    @classmethod
    def of(cls, comparison: Comparison) -> _Flags:
        """Reads ICPC's validator_flags. Raises ValueError for one it does not know."""
        words = list(comparison.flags)
        case = space = False
        relative, absolute = comparison.relative, comparison.absolute
        while words:
            word = words.pop(0)
            if word == "case_sensitive":
                case = True
            elif word == "space_change_sensitive":
                space = True
            elif (
                word in ("float_tolerance", "float_relative_tolerance", "float_absolute_tolerance") and words
            ):
                value = float(words.pop(0))
                if word != "float_absolute_tolerance":
                    relative = value
                if word != "float_relative_tolerance":
                    absolute = value
            else:
                raise ValueError(
                    f"unknown validator flag {word!r}: known are case_sensitive, space_change_sensitive, "
                    "float_tolerance E, float_relative_tolerance E, float_absolute_tolerance E"
                )
        return cls(case, space, relative, absolute)

    def same(self, got: bytes, expected: bytes) -> bool:
        if got == expected:
            return True
        if self.relative is not None or self.absolute is not None:
            wanted, found = _number(expected), _number(got)
            if wanted is not None:
                return found is not None and _close(found, wanted, self.relative, self.absolute)
        return not self.case_sensitive and _folded(got) == _folded(expected)


def _folded(token: bytes) -> bytes:
    """Letters of ASCII alone are the same in both cases, as the format has it."""
    return token.lower()


def _number(token: bytes) -> float | None:
    if len(token) > _LONGEST_NUMBER or _FLOAT.fullmatch(token) is None:
        return None
    return float(token)


def _close(got: float, expected: float, relative: float | None, absolute: float | None) -> bool:
    if got == expected:
        return True
    if not (math.isfinite(got) and math.isfinite(expected)):
        return False
    error = abs(got - expected)
    return (absolute is not None and error <= absolute) or (
        relative is not None and error <= relative * abs(expected)
    )


def _token_difference(output: bytes, answer: bytes, flags: _Flags) -> str | None:
    if output == answer or (not flags.space_sensitive and output.split() == answer.split()):
        return None
    got, expected = _tokens(output, flags), _tokens(answer, flags)
    for index, (line, place, token) in enumerate(expected):
        if index >= len(got):
            return f"line {line}: expected {_show(token)}, but the output ends there"
        if not flags.same(got[index][2], token):
            where = f"line {line}" if place == 1 else f"line {line}, word {place}"
            return f"{where}: expected {_show(token)}, got {_show(got[index][2])}"
    if len(got) > len(expected):
        line, _, token = got[len(expected)]
        return f"line {line}: expected no more output, got {_show(token)}"
    return None


def _tokens(text: bytes, flags: _Flags) -> list[tuple[int, int, bytes]]:
    """(line, place in the line, token); spaces are tokens too where they count."""
    tokens: list[tuple[int, int, bytes]] = []
    if flags.space_sensitive:
        line = 1
        for match in _SPACE_RUNS.finditer(text):
            tokens.append((line, 1, match[0]))
            line += match[0].count(b"\n")
        return tokens
    for number, content in enumerate(text.split(b"\n"), 1):
        tokens += [(number, place, token) for place, token in enumerate(content.split(), 1)]
    return tokens


def _show(token: bytes) -> str:
    text = token[: 4 * _SHOWN].decode(errors="backslashreplace")
    if not text.strip():
        return json.dumps(text)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."


@dataclass(frozen=True)
class _Huge:
    """An integer of more digits than are read."""

    digits: str


def parse_json(text: bytes) -> Any:
    """Raises ValueError saying what is wrong. Lone surrogates survive as escapes; NaN and Infinity are read."""
    try:
        return json.loads(text, parse_int=_integer)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error


def _integer(digits: str) -> int | _Huge:
    return int(digits) if len(digits) <= _LONGEST_NUMBER else _Huge(digits)


_ROOT = "the result"


def _part(path: str) -> str:
    """``result[0]``, where the whole is "the result"."""
    return path.removeprefix("the ")


def _json_difference(output: bytes, answer: bytes, comparison: Comparison) -> str | None:
    expected = parse_json(answer)
    try:
        got = parse_json(output)
    except ValueError as error:
        return f"the result is not JSON: {error}"
    try:
        if comparison.unordered and isinstance(expected, list) and isinstance(got, list):
            return _unordered_difference(got, expected, comparison)
        return _value_difference(got, expected, _ROOT, comparison)
    except RecursionError:
        return "the result is nested too deeply"


def _unordered_difference(got: list[Any], expected: list[Any], comparison: Comparison) -> str | None:
    if len(got) != len(expected):
        return f"the result has {_items(len(got))}, expected {len(expected)}"
    if comparison.relative is None and comparison.absolute is None:
        missing = Counter(map(_key, expected))
        missing.subtract(map(_key, got))
        for item in expected:
            if missing[_key(item)] > 0:
                return f"the result lacks {_value(item)}"
        return None
    rest = sorted(got, key=_key)
    for item in sorted(expected, key=_key):
        for index, candidate in enumerate(rest):
            if _value_difference(candidate, item, "", comparison) is None:
                del rest[index]
                break
        else:
            return f"the result lacks {_value(item)}"
    return None


def _value_difference(got: Any, expected: Any, path: str, comparison: Comparison) -> str | None:
    if _is_number(expected) and _is_number(got):
        if _same_number(got, expected, comparison):
            return None
    elif isinstance(expected, list) and isinstance(got, list):
        return _list_difference(got, expected, path, comparison)
    elif isinstance(expected, dict) and isinstance(got, dict):
        return _map_difference(got, expected, path, comparison)
    elif type(got) is type(expected) and got == expected:
        return None
    where = "" if path == _ROOT else f"{path}: "
    return f"{where}expected {_value(expected)}, got {_value(got)}"


def _list_difference(got: list[Any], expected: list[Any], path: str, comparison: Comparison) -> str | None:
    for index, (have, want) in enumerate(zip(got, expected, strict=False)):
        found = _value_difference(have, want, f"{_part(path)}[{index}]", comparison)
        if found is not None:
            return found
    if len(got) != len(expected):
        return f"{path} has {_items(len(got))}, expected {len(expected)}"
    return None


def _map_difference(
    got: dict[str, Any], expected: dict[str, Any], path: str, comparison: Comparison
) -> str | None:
    for key, want in expected.items():
        if key not in got:
            return f"{path} lacks the key {_value(key)}"
        found = _value_difference(got[key], want, f"{_part(path)}[{_value(key)}]", comparison)
        if found is not None:
            return found
    for key in got:
        if key not in expected:
            return f"{path} has the key {_value(key)}, which is not expected"
    return None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float | _Huge) and not isinstance(value, bool)


def _same_number(got: Any, expected: Any, comparison: Comparison) -> bool:
    if isinstance(got, _Huge) or isinstance(expected, _Huge):
        return bool(got == expected)
    if got == expected or (got != got and expected != expected):
        return True
    if comparison.relative is None and comparison.absolute is None:
        return False
    try:
        return _close(float(got), float(expected), comparison.relative, comparison.absolute)
    except OverflowError:  # an integer beyond what a float holds, and not equal
        return False


def _key(value: Any) -> str:
    """The same text for equal values, whatever their form (1 and 1.0, keys in any order)."""
    return json.dumps(_plain(value), sort_keys=True)


def _plain(value: Any) -> Any:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, _Huge):
        return {"digits": value.digits}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _items(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _value(value: Any) -> str:
    if isinstance(value, _Huge):
        return f"a number of {len(value.digits)} digits"
    text = json.dumps(value, ensure_ascii=False, default=str).encode(errors="backslashreplace").decode()
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "..."
