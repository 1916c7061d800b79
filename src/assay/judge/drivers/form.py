"""What the modules of ``per_language`` share: identifiers, descriptions, expressions made of a type's parts."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files as resources
from typing import Any, Protocol

from assay.judge.signature import Method, Parameter, Signature, Type


class Language(Protocol):
    """``driver`` gives the files around the candidate's, ``starter`` what the candidate finds."""

    def driver(self, signature: Signature) -> dict[str, bytes]: ...

    def starter(self, signature: Signature) -> str: ...


def text(name: str) -> bytes:
    """A file of the folder ``drivers``."""
    return resources("assay.judge.drivers").joinpath(name).read_bytes()


@dataclass(frozen=True)
class Names:
    """How a language writes names: ``shape`` from snake_case; those in ``reserved`` as ``escape`` says."""

    shape: Callable[[str], str]
    reserved: frozenset[str]
    escape: str = "{}_"

    def __call__(self, name: str) -> str:
        shaped = self.shape(name)
        return self.escape.replace("{}", shaped) if shaped in self.reserved else shaped


def snake(name: str) -> str:
    return name


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def kind(of: Type) -> Any:
    """A type as JSON: ``"int"``, or a pair such as ``["list", "int"]``."""
    return of.name if of.of is None else [of.name, kind(of.of)]


def composed(of: Type, scalars: Mapping[str, str], wrapped: Mapping[str, str]) -> str:
    """An expression of a type's parts: a scalar's text, or a wrapper's with ``{}`` for the inner type.

    ``wrapped`` may name ``tree`` and ``linked`` without ``{}``.
    """
    if of.of is None:
        return scalars[of.name]
    return wrapped[of.name].replace("{}", composed(of.of, scalars, wrapped))


def described(signature: Signature, function: Names, type_: Names, **more: str) -> dict[str, Any]:
    """What a driver that is not written anew for each signature has to know of it.

    ``name`` and ``call`` are the names in the language, a method's ``name`` the one in the input.
    """
    methods = [
        {"name": method.name, "call": function(method.name), **_kinds(method)} for method in signature.methods
    ]
    name = type_(signature.name) if signature.methods else function(signature.name)
    return {"name": name, **_kinds(signature), "methods": methods or None, **more}


def description(signature: Signature, function: Names, type_: Names, **more: str) -> bytes:
    return json.dumps(described(signature, function, type_, **more)).encode()


def _kinds(part: Signature | Method) -> dict[str, Any]:
    returns = kind(part.returns) if part.returns is not None else None
    return {"parameters": [kind(each.type) for each in part.parameters], "returns": returns}


def listed(parameters: tuple[Parameter, ...], form: Callable[[Parameter], str], by: str = ", ") -> str:
    return by.join(form(parameter) for parameter in parameters)


def commented(text: str, mark: str) -> str:
    """``text`` as comment lines, or nothing for no text; ends with a line break."""
    return "".join(f"{mark} {line}".rstrip() + "\n" for line in text.splitlines())
