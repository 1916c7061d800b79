"""One language's grammar in the shared words: a table, no behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from typing import Any

READ, WRITE, DEFINE, PARAMETER, OTHER = "read", "write", "define", "parameter", "other"
"""What a name is doing where it stands. ``OTHER``: it names a member, a type, a label, an argument."""


def table(**kinds: str) -> dict[str, str]:
    """Node type to kind, from kind to node types (split at spaces); ``if_`` is written for ``if``."""
    return {name: kind.rstrip("_") for kind, names in kinds.items() for name in names.split()}


def places(**roles: str) -> dict[tuple[str, str], str]:
    """(type of the parent, field or "*") to role, from role to "parent.field" items (split at spaces)."""
    found = {}
    for role, items in roles.items():
        for item in items.split():
            parent, _, name = item.partition(".")
            found[parent, name or "*"] = role
    return found


@dataclass(frozen=True)
class Grammar:
    """What rules need to know of a language."""

    id: str
    name: str
    suffixes: tuple[str, ...]
    wheel: str
    """The Python module of the grammar, and in ``entry`` the function that gives it."""
    kinds: Mapping[str, str]
    names: frozenset[str]
    """Types of leaves that name variables, functions and the like."""
    roles: Mapping[tuple[str, str], str]
    through: frozenset[str] = frozenset()
    """Types between a name and what declares or assigns it: patterns, declarators."""
    entry: str = "language"
    throwing: frozenset[str] = frozenset()
    """Functions and macros that do not come back: panic, exit, abort."""
    looping: frozenset[str] = frozenset()
    """Methods that are this language's loops when they are given a block."""
    assign_declares: bool = False
    """A variable comes to be by being assigned."""
    last_is_value: bool = False
    """The last expression of a body is its value."""
    tokens: Mapping[str, str] = field(default_factory=dict)
    """Leaves of type ``identifier`` that are something else by their text (Kotlin: break)."""
    function_case: str = ""
    variable_case: str = ""
    class_case: str = "pascal"
    blank: str = "_"

    @cached_property
    def language(self) -> Any:
        """The ``tree_sitter.Language``; loads its library, once."""
        from tree_sitter import Language

        return Language(getattr(import_module(self.wheel), self.entry)())
