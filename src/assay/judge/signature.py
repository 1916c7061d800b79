"""Typed signatures of function problems (docs/packages.md, "Types")."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """``name`` is one of SCALARS, or ``list``, ``map``, ``optional`` with ``of`` the inner type."""

    name: str
    of: Type | None = None

    def __str__(self) -> str:
        if self.of is None:
            return self.name
        return f"map<string,{self.of}>" if self.name == "map" else f"{self.name}<{self.of}>"


@dataclass(frozen=True)
class Parameter:
    name: str
    type: Type


@dataclass(frozen=True)
class Signature:
    """``name`` and the parameters' names are in snake_case; ``camel`` gives the other languages' form."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: Type


SCALARS = frozenset({"int", "long", "float", "bool", "string"})
_WRAPPED = re.compile(r"(list|optional)<(.+)>|map<string,(.+)>")


def parse_type(text: str) -> Type:
    """``list<map<string,int>>`` and so on. Raises ValueError naming what is wrong."""
    text = text.replace(" ", "")
    if text in SCALARS:
        return Type(text)
    match = _WRAPPED.fullmatch(text)
    if match is None:
        raise ValueError(
            f"unknown type {text!r}: use {', '.join(sorted(SCALARS))}, list<T>, map<string,T> or optional<T>"
        )
    if match[3] is not None:
        return Type("map", parse_type(match[3]))
    return Type(match[1], parse_type(match[2]))


def camel(name: str) -> str:
    """``cart_total`` to ``cartTotal``."""
    head, *rest = name.split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)
