"""Typed signatures of function problems and of classes to design (docs/packages.md, "Types")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Type:
    """``name`` is one of SCALARS, or ``list``, ``map``, ``optional``, ``tree``, ``linked`` with ``of`` the
    inner type."""

    name: str
    of: Type | None = None

    def __str__(self) -> str:
        if self.of is None:
            return self.name
        return f"map<string,{self.of}>" if self.name == "map" else f"{self.name}<{self.of}>"

    @property
    def inner(self) -> Type:
        """``of`` where there is one. Raises ValueError for a scalar."""
        if self.of is None:
            raise ValueError(f"{self} holds no other type")
        return self.of

    def parts(self) -> Iterator[Type]:
        """This type and all within it."""
        yield self
        if self.of is not None:
            yield from self.of.parts()


@dataclass(frozen=True)
class Parameter:
    name: str
    type: Type


@dataclass(frozen=True)
class Method:
    """``returns`` is None where it returns nothing."""

    name: str
    parameters: tuple[Parameter, ...]
    returns: Type | None


@dataclass(frozen=True)
class Signature:
    """A function, or with ``methods`` a class, whose ``parameters`` are its constructor's and whose
    ``returns`` is None.

    Names are in snake_case; ``camel`` and ``pascal`` give the other languages' forms. Raises ValueError
    where two trees, or two linked lists, hold different types: there is one class TreeNode.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: Type | None
    methods: tuple[Method, ...] = ()

    def __post_init__(self) -> None:
        if (self.returns is None) != bool(self.methods):
            raise ValueError(f"{self.name} needs either a type that it returns or, if it is a class, methods")
        for name in ("tree", "linked"):
            held = {str(part.of) for part in self.parts() if part.name == name}
            if len(held) > 1:
                raise ValueError(
                    f"{self.name} has both {name}<{min(held)}> and {name}<{max(held)}>: use one of them"
                )

    def types(self) -> Iterator[Type]:
        """The types of parameters and results, of a class all of its methods'."""
        for parameter in self.parameters:
            yield parameter.type
        if self.returns is not None:
            yield self.returns
        for method in self.methods:
            yield from (parameter.type for parameter in method.parameters)
            if method.returns is not None:
                yield method.returns

    def parts(self) -> Iterator[Type]:
        for kind in self.types():
            yield from kind.parts()

    def node(self, name: str) -> Type | None:
        """What a node of its ``tree`` or ``linked`` list holds; None where it has none."""
        return next((part.of for part in self.parts() if part.name == name), None)


SCALARS = frozenset({"int", "long", "integer", "float", "bool", "string"})
_WRAPPED = re.compile(r"(list|optional|tree|linked)<(.+)>|map<string,(.+)>")


def parse_type(text: str) -> Type:
    """``list<map<string,int>>`` and so on. Raises ValueError naming what is wrong."""
    text = text.replace(" ", "")
    if text in SCALARS:
        return Type(text)
    match = _WRAPPED.fullmatch(text)
    if match is None:
        raise ValueError(
            f"unknown type {text!r}: use {', '.join(sorted(SCALARS))}, list<T>, map<string,T>, optional<T>, "
            "tree<T> or linked<T>"
        )
    if match[3] is not None:
        return Type("map", parse_type(match[3]))
    inner = parse_type(match[2])
    if match[1] == "tree" and inner.name == "optional":
        raise ValueError(f"{text!r}: a node of a tree holds a value; null stands for a node that is missing")
    if match[1] == "optional" and inner.name in ("tree", "linked"):
        raise ValueError(f"{text!r}: a {inner.name} may be empty as it is; leave optional out")
    return Type(match[1], inner)


def camel(name: str) -> str:
    """``cart_total`` to ``cartTotal``."""
    head, *rest = name.split("_")
    return head + "".join(word[:1].upper() + word[1:] for word in rest)


def pascal(name: str) -> str:
    """``lru_cache`` to ``LruCache``."""
    return "".join(word[:1].upper() + word[1:] for word in name.split("_"))
